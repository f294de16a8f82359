#!/usr/bin/env python3
"""Prints the lines of data/en/time/holidays.tsv that follow Asian moon calendars.

Needs `pip install holidays lunardate`. Both are used for dates alone, which are facts.
"""
import holidays
from lunardate import LunarDate

YEARS = range(1980, 2050)


def line(names, dates):
    print(f"{names}\ttable {' '.join(str(d) for d in dates)}")


def lunar(month, day):
    return [LunarDate(year, month, day).toSolarDate() for year in YEARS]


def observed(country, words):
    days = holidays.country_holidays(country, years=range(2001, 2036), language="en_US", categories=("public", "optional") if country == "IN" else None)
    first = {}
    for day, name in sorted(days.items()):
        if any(word in name for word in words):
            first.setdefault(day.year, day)
    return list(first.values())


line("chinese new year|lunar new year|spring festival|tet|seollal|chinese new year 's day|lunar new year 's day", lunar(1, 1))
line("lantern festival", lunar(1, 15))
line("dragon boat festival", lunar(5, 5))
line("mid - autumn festival|chuseok", lunar(8, 15))
line("diwali|deepavali|dipawali", observed("IN", ["Diwali", "Deepavali"]) or observed("SG", ["Deepavali"]))
line("holi", observed("IN", ["Holi"]))
line("vesak|vesak day|wesak day|buddha purnima", observed("SG", ["Vesak"]))
