"""Writes packages/backtest/test/fixtures/backtestingpy-sp500.json: a run of backtesting.py. See README.md."""

import json
from pathlib import Path

import backtesting
import pandas as pd
from backtesting import Backtest, Strategy
from backtesting.lib import crossover

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "packages/backtest/test/fixtures/backtestingpy-sp500.json"
FROM_ROW, TO_ROW = 4500, 5100  # the years whose opens are true opens, see data/sample/README.md
FAST, SLOW = 10, 30
BROKER = dict(cash=100_000, commission=0.001, finalize_trades=True)


class SmaCross(Strategy):
    """Long on the cross up, flat on the cross down; the order fills at the next open."""

    def init(self) -> None:
        close = pd.Series(self.data.Close)
        self.fast = self.I(lambda: close.rolling(FAST).mean())
        self.slow = self.I(lambda: close.rolling(SLOW).mean())

    def next(self) -> None:
        if crossover(self.fast, self.slow):
            self.buy()
        elif crossover(self.slow, self.fast):
            self.position.close()


def plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return int(value.timestamp()) * 1000
    if isinstance(value, pd.Timedelta):
        return {"days": value.days}
    return None if pd.isna(value) else int(value) if isinstance(value, int) else float(value)


def main() -> None:
    table = pd.read_csv(ROOT / "data/sample/sp500-1d.csv").iloc[FROM_ROW:TO_ROW]
    table.index = pd.to_datetime(table.pop("timestamp"), unit="ms")
    table.columns = [name.capitalize() for name in table.columns]
    stats = Backtest(table, SmaCross, **BROKER).run()
    trades = stats["_trades"]
    fixture = {
        "source": f"backtesting.py {backtesting.__version__}, pandas {pd.__version__}",
        "input": {"file": "data/sample/sp500-1d.csv", "fromRow": FROM_ROW, "toRowExclusive": TO_ROW},
        "madeBy": "tools/oracles/backtestingpy_sp500.py",
        "strategy": f"SMA {FAST} over SMA {SLOW} of the close: long from the cross up to the cross down, never short",
        "broker": {
            **BROKER,
            "note": "market orders fill at the next open; whole units; commission on the notional of entry and exit; "
            "a trade still open is closed at the OPEN of the last bar, a habit of this library",
        },
        "trades": [
            {
                "size": int(row.Size),
                "entryBar": int(row.EntryBar),
                "exitBar": int(row.ExitBar),
                "entryPrice": float(row.EntryPrice),
                "exitPrice": float(row.ExitPrice),
                "pnl": float(row.PnL),
                "commission": float(row.Commission),
            }
            for row in trades.itertuples()
        ],
        "equity": [float(value) for value in stats["_equity_curve"]["Equity"]],
        "stats": {key: plain(value) for key, value in stats.items() if not key.startswith("_")},
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(fixture, separators=(",", ":")).replace(',"', ',\n"') + "\n")
    print(f"{OUT.relative_to(ROOT)}: {len(trades)} trades, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
