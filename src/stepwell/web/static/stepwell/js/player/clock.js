// A clock that never goes back and that counts sleep.

/**
 * The monotonic clock of many devices stands still while they sleep; the wall clock is sometimes set back. So of the time
 * that passed between two looks, the larger of the two is taken.
 * @param {() => number} [wall] @param {() => number} [steady] Both in milliseconds.
 * @returns {() => number} Milliseconds since it was made.
 */
export function makeClock(wall = () => Date.now(), steady = () => performance.now()) {
  let [lastWall, lastSteady, passed] = [wall(), steady(), 0];
  return () => {
    const [nowWall, nowSteady] = [wall(), steady()];
    passed += Math.max(0, nowWall - lastWall, nowSteady - lastSteady);
    [lastWall, lastSteady] = [nowWall, nowSteady];
    return passed;
  };
}
