"""Write the designs of the charts into JSON: python -m stepwell.web.charts.bake, after a change in designs.py."""

import json
from pathlib import Path

BAKED = Path(__file__).parent / "baked"


def main() -> None:
    """Write every design anew."""
    BAKED.mkdir(exist_ok=True)
    for name, text in texts().items():
        (BAKED / f"{name}.json").write_text(text, encoding="utf-8")
        print(f"{name}.json")


def texts() -> dict[str, str]:
    """Return every design by its name, as the text of its file."""
    from stepwell.web.charts import designs  # Altair: never in a process of the site

    return {name: json.dumps(design, indent=1, sort_keys=True) + "\n" for name, design in designs.made().items()}


if __name__ == "__main__":
    main()
