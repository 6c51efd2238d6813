// "It hurts": what kind, where, and what now. The session waits; nothing is asked that the answer does not need.

import { join } from "./script.js";
import { hurtRule, view } from "./view.js";

/**
 * @param {{plan: object, words: Record<string, string>, ask: import("./ask.js").Ask, voice: import("./voice.js").Voice,
 *   now: () => import("./view.js").State, act: (event: object) => void, wish: (item: object, to: string) => void, rest: () => void}} page
 */
export function hurting({ plan, words, ask, voice, now, act, wish, rest }) {
  let turn = 0;
  const flow = {
    /** Whether a question about pain is open. */
    asks: false,

    async start() {
      if (flow.asks || !now() || now().mode === "ended" || now().mode === "stopped") return;
      const mine = (turn += 1);
      flow.asks = true;
      act({ type: "pause", why: "asks" });
      rest();
      const told = await asked(() => mine === turn);
      if (mine !== turn) return;
      flow.asks = false;
      if (!told) return act({ type: "resume" });
      return carryOut(told);
    },

    /** It is fine now: the session goes on. */
    cancel() {
      if (!flow.asks) return;
      flow.drop();
      if (now().mode === "play" || now().mode === "rate") act({ type: "resume" });
    },

    /** The page closes: nobody waits for an answer any more. */
    drop() {
      turn += 1;
      flow.asks = false;
      voice.stop();
    },

    /** The last thing of a session that stopped: the way to the safety questions. */
    async check({ item }) {
      flow.asks = true;
      const { feeling, place } = now().hurts[item.exercise];
      await spoken("check", { note: hurtRule(plan, feeling, place).says });
      flow.asks = false;
    },
  };

  /** @returns {Promise<{feeling: string, place: string|null, action: string, to?: string}|null>} */
  async function asked(isMine) {
    const feeling = await spoken("feeling");
    if (!isMine() || feeling === "nothing") return null;
    const alone = hurtRule(plan, feeling, null);
    if (alone.check) return { feeling, place: null, action: "stop" }; // nothing more is asked that could be left unanswered
    const place = alone.asks_place ? await spoken("place") : null;
    if (!isMine()) return null;
    const rule = hurtRule(plan, feeling, place);
    if (rule.check) return { feeling, place, action: "stop" };
    const offered = possible(rule.actions);
    const { item } = view(plan, now());
    const smaller = offered.includes("smaller") && now().mode === "play" ? words.make_smaller.replace("{how}", item.smaller.says) : "";
    // A pull that eases is what a stretch does: only then may it just go on.
    const action = await spoken("action", { note: join(rule.says, smaller), only: feeling === "stretch" ? [...offered, "go_on"] : offered });
    if (action === "go_on") return null;
    const told = { feeling, place, action };
    return action === "swap" && isMine() ? { ...told, to: await swapTo() } : told;
  }

  /** Only what can be done: a smaller form and other exercises are not always there, nor any use once the exercise is over. */
  function possible(actions) {
    const { item, isSmaller, swaps } = view(plan, now());
    const isOver = now().mode === "rate";
    const can = { smaller: (isOver || item.smaller) && !isSmaller, swap: !isOver && swaps.length > 0, stop: true };
    return actions.filter((action) => can[action]);
  }

  async function swapTo() {
    const { swaps } = view(plan, now());
    if (swaps.length === 1) return swaps[0].exercise;
    swaps.forEach((swap, place) => ask.name("swap", String(place), swap.name));
    return swaps[Number(await spoken("swap"))].exercise;
  }

  function spoken(name, how = {}) {
    const answer = ask.once(name, how);
    ask.read();
    return answer;
  }

  function carryOut(told) {
    const { item } = view(plan, now());
    if (told.action === "swap") wish(item, told.to);
    act({ type: "hurt", ...told });
  }

  return flow;
}
