#!/usr/bin/env python3
"""Writes data/world/coast from the npm package world-atlas 2.0.2, which carries Natural Earth 4.1.0 (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    tools/make_coast.py package data/world/coast

Each file has two lines: a path of SVG for all land, and one for the borders between countries. Coordinates are hundredths of a
degree, east and south, written as steps from point to point.
"""
import json
import sys
from collections import Counter


def arcs(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, -(y * sy + ty)))
        out.append(points)
    return out


def simplify(points, far):
    """Douglas and Peucker: leaves out what lies nearer than `far` to the line without it."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    dx, dy = bx - ax, by - ay
    long = (dx * dx + dy * dy) ** 0.5

    def off(p):
        if long == 0:
            return ((p[0] - ax) ** 2 + (p[1] - ay) ** 2) ** 0.5
        return abs(dx * (ay - p[1]) - (ax - p[0]) * dy) / long

    best = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[best]) <= far:
        return [points[0], points[-1]]
    return simplify(points[: best + 1], far)[:-1] + simplify(points[best:], far)


def path(lines, closed):
    out = []
    for points in lines:
        whole = [(round(x * 100), round(y * 100)) for x, y in points]
        steps, (x, y) = [], whole[0]
        for px, py in whole[1:]:
            if (px, py) != (x, y):
                steps.append((px - x, py - y))
                x, y = px, py
        if len(steps) < (3 if closed else 1):
            continue
        text = "".join(f"{' ' if i and a >= 0 else ''}{a}{' ' if b >= 0 else ''}{b}" for i, (a, b) in enumerate(steps))
        out.append(f"M{whole[0][0]} {whole[0][1]}l{text}{'z' if closed else ''}")
    return "".join(out)


def unwrapped(points):
    """A ring that passes the 180th meridian goes on beyond it, and is drawn on both sides; one around the pole is closed over it."""
    out = [points[0]]
    for x, y in points[1:]:
        turn = round((out[-1][0] - x) / 360) * 360
        out.append((x + turn, y))
    if abs(out[-1][0] - out[0][0]) > 180:
        pole = 90 if out[0][1] > 0 else -90
        return [out + [(out[-1][0], pole), (out[0][0], pole)]]
    west, east = min(p[0] for p in out), max(p[0] for p in out)
    others = [[(x + turn, y) for x, y in out] for turn in (-360, 360) if west + turn < 180 and east + turn > -180]
    return [out] + others


def rings(geometry):
    if geometry["type"] == "GeometryCollection":
        return [r for g in geometry["geometries"] for r in rings(g)]
    if geometry["type"] == "Polygon":
        return geometry["arcs"]
    return [ring for polygon in geometry.get("arcs", []) for ring in polygon]


def main(package, folder):
    sys.setrecursionlimit(10000)
    for name, far in (("110m", 0.0), ("50m", 0.02)):
        topology = json.load(open(f"{package}/countries-{name}.json"))
        simple = [simplify(a, far) if far else a for a in arcs(topology)]

        def ring_points(ring):
            points = []
            for at in ring:
                part = simple[at] if at >= 0 else simple[~at][::-1]
                points += part if not points else part[1:]
            return points

        land = [part for r in rings(topology["objects"]["land"]) for part in unwrapped(ring_points(r))]
        used = Counter(at if at >= 0 else ~at for country in topology["objects"]["countries"]["geometries"] for ring in rings(country) for at in ring)
        borders = [unwrapped(simple[at])[0] for at, count in sorted(used.items()) if count > 1]
        with open(f"{folder}/{name}.txt", "w") as out:
            out.write(path(land, True) + "\n" + path(borders, False) + "\n")


main(*sys.argv[1:])
