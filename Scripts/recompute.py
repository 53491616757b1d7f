#!/usr/bin/env python3
"""Reckons the sums of a report.json again, independently of the program: months from days, totals from models, savings from levels, bills
from their lines, the waterfall to the cent, the first year and its present value. Prints what it checked; exit code 1 where a sum is wrong.

    python3 Scripts/recompute.py report/report.json
"""

import json
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

DAYS = Decimal("30.4375")
faults = []
checks = 0


def check(what, found, expected, slack="0.000001"):
    global checks
    checks += 1
    if found is None or expected is None:
        if found is not expected:
            faults.append(f"{what}: {found} instead of {expected}")
    elif abs(Decimal(found) - Decimal(expected)) > Decimal(slack):
        faults.append(f"{what}: {found} instead of {expected}")


def month(study, days, days_of="whole"):
    """The run-rate month of (date, amount) pairs; None where it is not made of whole days."""
    made = study["month"]
    if made["basis"] not in ("days", "weekdays"):
        return None
    first, last = (date.fromisoformat(made[f"{end}_{days_of}_day"]) for end in ("first", "last"))
    amounts = {date.fromordinal(day): Decimal(0) for day in range(first.toordinal(), last.toordinal() + 1)}
    for text, amount in days:
        day = date.fromisoformat(text)
        if day in amounts:
            amounts[day] += amount
    groups = [[a for d, a in amounts.items() if d.weekday() == weekday] for weekday in range(7)]
    if all(groups):
        mean = sum(sum(group) / len(group) for group in groups) / 7
    else:
        mean = sum(amounts.values()) / len(amounts)
    sample = study["money"]["sample"]
    return mean * DAYS * (Decimal(sample["cost_weight"]) if sample else 1)


def told(study, amount):
    """A bill as it is told: in whole cents where the calls cost a dollar a month or more; less than a cent keeps its digits."""
    bill = study["no_cache"]["total"]["monthly_upstream_usd"]
    in_cents = bill is not None and Decimal(bill) >= 1 and abs(amount) >= Decimal("0.01")
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP) if in_cents else amount


def result(study, row):
    name = row["strategy"]
    total = row["total"]
    money = row["money"]
    before = study["as_logged"]
    for field in ("requests", "upstream_cost_usd", "avoided_cost_usd", "unpriced_requests"):
        check(f"{name}: {field} of the models", sum(Decimal(model[field]) for model in row["models"]), total[field])
    check(f"{name}: outcomes", sum(total["outcomes"].values()), total["requests"])
    check(f"{name}: days", sum((Decimal(day["upstream_cost_usd"]) for day in row["days"]), Decimal(0)), total["upstream_cost_usd"])
    upstream = month(study, [(day["date"], Decimal(day["upstream_cost_usd"])) for day in row["days"]])
    if upstream is not None and total["monthly_upstream_usd"] is not None:
        if row["tiers"]:
            # A cache is judged by the days after the warm-up, held to the bill of all days.
            def costs(one):
                return [(day["date"], Decimal(day["upstream_cost_usd"])) for day in one["days"]]

            bare = month(study, costs(study["no_cache"]), "steady")
            upstream = month(study, costs(row), "steady") * (month(study, costs(study["no_cache"])) / bare if bare else 1)
        check(f"{name}: month of the days", total["monthly_upstream_usd"], told(study, upstream))
        # Models are judged by the days after the warm-up, held to the bill: they add up to it but for a cache that was there.
        months = [Decimal(model["monthly_upstream_usd"]) for model in row["models"] if model["monthly_upstream_usd"] is not None]
        if not study["had_earlier_cache"] and all(amount == 0 or amount >= Decimal("0.01") for amount in months):
            check(f"{name}: months of the models", sum(months, Decimal(0)), total["monthly_upstream_usd"])
    tiers = Decimal(0)
    for tier in row["tiers"]:
        if tier["bill"]:
            lines = sum((Decimal(line["amount_usd"]) for line in tier["bill"]["lines"]), Decimal(0))
            check(f"{name}: bill of {tier['tier']}", tier["bill"]["monthly_usd"], lines)
            for line in tier["bill"]["lines"]:
                check(f"{name}: {line['what']}", line["amount_usd"], Decimal(line["quantity"]) * Decimal(line["unit_price_usd"]), "0.0001")
            tiers += lines
    if row["monthly_cost_usd"] is not None and total["monthly_upstream_usd"] is not None:
        check(f"{name}: month with tiers", row["monthly_cost_usd"], Decimal(total["monthly_upstream_usd"]) + told(study, tiers))
    if row["monthly_saving_usd"] is not None:
        saving = Decimal(before["monthly_cost_usd"]) - Decimal(row["monthly_cost_usd"])
        check(f"{name}: saving", row["monthly_saving_usd"], saving)
        check(f"{name}: effective saving", money["saving_effective_usd"], saving)
        cold = saving - Decimal(money["cooling_usd"] or 0)
        check(f"{name}: saving if prompts go cold", money["saving_effective_if_cold_usd"], cold)
    check(f"{name}: sources", sum((Decimal(s["avoided_cost_usd"]) for s in money["sources"]), Decimal(0)), total["avoided_cost_usd"])
    if total["monthly_upstream_usd"] is not None:
        billers = sum((Decimal(b["monthly_usd"]) for b in money["billers"]), Decimal(0))
        check(f"{name}: billers", told(study, billers), total["monthly_upstream_usd"], "0.00001")
    if money["waterfall"]:
        waterfall(name, row, before, money["waterfall"], tiers)
    if money["investment"]:
        investment(name, study["money"]["terms"], money)


def waterfall(name, row, before, fall, tiers):
    steps = fall["steps"]
    unit = Decimal(1).scaleb(-fall["decimals"])
    level = None
    for step in steps:
        amount, start, end = (Decimal(step[field]) for field in ("amount_usd", "from_usd", "to_usd"))
        check(f"{name}: {step['label']} is in whole units", end % unit, 0, "0")
        if step["kind"] == "level":
            check(f"{name}: level {step['label']}", end, level if level is not None else end, "0")
        else:
            check(f"{name}: {step['label']} begins where the last ended", start, level, "0")
            check(f"{name}: {step['label']}", amount, end - start, "0")
        level = end
    changes = sum((Decimal(step["amount_usd"]) for step in steps if step["kind"] != "level"), Decimal(0))
    check(f"{name}: the waterfall adds up", Decimal(steps[0]["to_usd"]) + changes, steps[-1]["to_usd"], "0")
    if before["monthly_cost_usd"] is not None and row["monthly_cost_usd"] is not None:
        check(f"{name}: the waterfall begins", steps[0]["to_usd"], before["monthly_cost_usd"], unit)
        with_it = next(step for step in steps[1:] if step["kind"] == "level")
        repriced = row["money"]["repriced_upstream_usd"]
        end = Decimal(row["monthly_cost_usd"]) if repriced is None else Decimal(repriced) + tiers
        check(f"{name}: the waterfall ends", with_it["to_usd"], end, unit)


def investment(name, terms, money):
    once, running = (Decimal(terms[field] or 0) for field in ("engineering_once_usd", "engineering_month_usd"))
    wrong = Decimal(terms["wrong_answer_usd"] or 0) * Decimal(money["wrong_answers"] or 0)
    expected = money["investment"]["expected"]
    check(f"{name}: a month", expected["monthly_usd"], Decimal(money["saving_cash_usd"]) - running - wrong, "0.000002")
    for outlook in (money["investment"][which] for which in ("low", "expected", "high")):
        monthly = Decimal(outlook["monthly_usd"])
        check(f"{name}: first year", outlook["first_year_usd"], 12 * monthly - once, "0.000001")
        rate = 1 + Decimal(terms["discount_rate"])
        value = sum(monthly / rate ** (Decimal(number) / 12) for number in range(1, 13)) - once
        check(f"{name}: present value", outlook["present_value_usd"], value, "0.000001")
        payback = Decimal(0) if once <= 0 else once / monthly if monthly > 0 else None
        check(f"{name}: payback", outlook["payback_months"], payback, "0.000002")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        study = json.load(file, parse_float=Decimal, parse_int=Decimal)
    for row in [study["as_logged"], study["no_cache"]] + study["strategies"]:
        result(study, row)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{checks} sums reckoned again, {len(faults)} wrong")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
