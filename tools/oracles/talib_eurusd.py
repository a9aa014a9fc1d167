"""Writes packages/indicators/test/fixtures/talib-eurusd.json: TA-Lib's values on sample bars. See README.md."""

import csv
import json
from pathlib import Path

import numpy as np
import talib

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "packages/indicators/test/fixtures/talib-eurusd.json"
BARS = 400

# name of the series, TA-Lib function, its inputs, its parameters, names of its outputs
CALLS = [
    ("sma20", "SMA", ["close"], dict(timeperiod=20), None),
    ("ema20", "EMA", ["close"], dict(timeperiod=20), None),
    ("wma20", "WMA", ["close"], dict(timeperiod=20), None),
    ("dema20", "DEMA", ["close"], dict(timeperiod=20), None),
    ("tema20", "TEMA", ["close"], dict(timeperiod=20), None),
    ("trima20", "TRIMA", ["close"], dict(timeperiod=20), None),
    ("kama20", "KAMA", ["close"], dict(timeperiod=20), None),
    ("rsi14", "RSI", ["close"], dict(timeperiod=14), None),
    ("cmo14", "CMO", ["close"], dict(timeperiod=14), None),
    ("mom10", "MOM", ["close"], dict(timeperiod=10), None),
    ("roc10", "ROC", ["close"], dict(timeperiod=10), None),
    ("trix15", "TRIX", ["close"], dict(timeperiod=15), None),
    ("apo", "APO", ["close"], dict(fastperiod=12, slowperiod=26, matype=0), None),
    ("ppo", "PPO", ["close"], dict(fastperiod=12, slowperiod=26, matype=0), None),
    ("macd", "MACD", ["close"], dict(fastperiod=12, slowperiod=26, signalperiod=9), ["macd", "signal", "histogram"]),
    (
        "stochastic",
        "STOCH",
        ["high", "low", "close"],
        dict(fastk_period=14, slowk_period=3, slowk_matype=0, slowd_period=3, slowd_matype=0),
        ["k", "d"],
    ),
    ("williamsR14", "WILLR", ["high", "low", "close"], dict(timeperiod=14), None),
    ("cci20", "CCI", ["high", "low", "close"], dict(timeperiod=20), None),
    ("dx14", "DX", ["high", "low", "close"], dict(timeperiod=14), None),
    ("adx14", "ADX", ["high", "low", "close"], dict(timeperiod=14), None),
    ("adxr14", "ADXR", ["high", "low", "close"], dict(timeperiod=14), None),
    ("plusDi14", "PLUS_DI", ["high", "low", "close"], dict(timeperiod=14), None),
    ("minusDi14", "MINUS_DI", ["high", "low", "close"], dict(timeperiod=14), None),
    ("aroon25", "AROON", ["high", "low"], dict(timeperiod=25), ["down", "up"]),
    (
        "ultimateOscillator",
        "ULTOSC",
        ["high", "low", "close"],
        dict(timeperiod1=7, timeperiod2=14, timeperiod3=28),
        None,
    ),
    ("trueRange", "TRANGE", ["high", "low", "close"], {}, None),
    ("atr14", "ATR", ["high", "low", "close"], dict(timeperiod=14), None),
    ("natr14", "NATR", ["high", "low", "close"], dict(timeperiod=14), None),
    ("bollinger20", "BBANDS", ["close"], dict(timeperiod=20, nbdevup=2, nbdevdn=2, matype=0), ["upper", "middle", "lower"]),
    ("parabolicSar", "SAR", ["high", "low"], dict(acceleration=0.02, maximum=0.2), None),
    ("obv", "OBV", ["close", "volume"], {}, None),
    ("ad", "AD", ["high", "low", "close", "volume"], {}, None),
    ("chaikinOscillator", "ADOSC", ["high", "low", "close", "volume"], dict(fastperiod=3, slowperiod=10), None),
    ("mfi14", "MFI", ["high", "low", "close", "volume"], dict(timeperiod=14), None),
    ("rollingVariance20", "VAR", ["close"], dict(timeperiod=20, nbdev=1), None),
    ("linearRegressionSlope14", "LINEARREG_SLOPE", ["close"], dict(timeperiod=14), None),
]


def main() -> None:
    with open(ROOT / "data/sample/eurusd-1h.csv", newline="") as file:
        rows = [[float(text) for text in row] for row in list(csv.reader(file))[1 : BARS + 1]]
    names = ["openTime", "open", "high", "low", "close", "volume"]
    bars = {name: np.array(column) for name, column in zip(names, zip(*rows))}
    # warm-ups and the tail in full, every fifth row between: small, and a drift would still show
    kept = [row for row in range(BARS) if row < 60 or row % 5 == 0 or row >= BARS - 5]

    series = {}
    for name, function, inputs, params, outputs in CALLS:
        result = getattr(talib, function)(*[bars[key] for key in inputs], **params)
        for output, values in zip(outputs or [None], result if outputs else [result]):
            series[name if output is None else f"{name}.{output}"] = {
                "call": f"{function}({', '.join([*inputs, *(f'{key}={value}' for key, value in params.items())])})",
                "firstRow": int(np.argmax(~np.isnan(values))),
                "values": [None if np.isnan(values[row]) else float(values[row]) for row in kept],
            }
    fixture = {
        "source": f"TA-Lib {talib.__ta_version__.decode().split()[0]} through its Python package {talib.__version__}",
        "input": f"the first {BARS} bars of data/sample/eurusd-1h.csv",
        "madeBy": "tools/oracles/talib_eurusd.py",
        "bars": {name: [int(v) if name == "openTime" else float(v) for v in column] for name, column in bars.items()},
        "rows": kept,
        "series": series,
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(fixture, separators=(",", ":")).replace('"bars"', '\n"bars"').replace('"rows"', '\n"rows"').replace('"series"', '\n"series"').replace('},"', '},\n"') + "\n")
    print(f"{OUT.relative_to(ROOT)}: {len(series)} series, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
