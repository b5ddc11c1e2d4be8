"""Says of each record whether gold records bear it out, with the matching of score.py.

usage: judge.py SCORER_FOLDER GOLD EVENTS    one JSON object per record: article, analyzer, rule, confidence, right

A record that repeats one found before is left out, as score.py leaves it out. A statement is right if its speaker is, too.
"""
import collections
import json
import sys

sys.path.insert(0, sys.argv[1])
import score


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def answer(event, right):
    fields = {name: event[name] for name in ("article", "analyzer", "rule", "confidence")}
    print(json.dumps({**fields, "right": bool(right)}))


def judge(gold, events, kind, match):
    pairs = ((match(g, e), gi, ei) for gi, g in enumerate(gold) for ei, e in enumerate(events))
    of_gold, of_event, best = {}, {}, {}
    for points, gi, ei in sorted(pairs, reverse=True):
        if points > 0:
            of_event.setdefault(ei, gi)
            if gi not in of_gold and of_event[ei] == gi:
                of_gold[gi], best[ei] = ei, points
    for ei, event in enumerate(events):
        if ei in best or ei not in of_event:
            answer(event, ei in best and (kind != "statement" or best[ei] > 1))


events = collections.defaultdict(list)
for event in load(sys.argv[3]):
    events[event["article"], event["kind"]].append(event)
for article in load(sys.argv[2]):
    for layer, (kind, match) in score.KINDS.items():
        if layer in article:
            found = events[article["id"], kind]
            if layer == "statements":
                found = [e for e in found if len(score.fold(e["details"].get("quote"))) >= 4]
            judge(article[layer], found, kind, match)
    for tone in article.get("tone", []):
        for event in events[article["id"], "tone"]:
            if score.countries(event["actors"]) | score.countries(event["recipients"]) == {tone["a"], tone["b"]}:
                points = event["score"] or 0
                answer(event, (points > 0.1) - (points < -0.1) == tone["score"])
