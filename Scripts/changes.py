#!/usr/bin/env python3
"""Judges `labbook compare` of meshes by the corpus (Scripts/unpack-goldens.sh).

    changes.py plant LABBOOK [--count N] [--seed N] [--show]     one random change in each of N meshes
    changes.py releases LABBOOK [--count N] [--show]             neighbouring releases of every mesh

plant: where the comparison tells of no change, a second reading of both tables must find none in what a request or a
property can show; where it tells of one, the tables must differ, and it must name the line that was changed. (Whether
what it tells of can be seen is not judged.) releases: the same by what real istiod generated for neighbouring
releases; then each cause and the meshes it is named for, by step.
Needs Python's own library. The exit status is 0 where 99 of 100 agree, and 95 of 100 changed lines are named.
"""
import argparse, concurrent.futures, json, os, random, re, subprocess, sys, tempfile

# Another build of labbook that prints tables, as a release build does sooner.
TABLES = os.environ.get("LABBOOK_TABLES")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPUS = os.path.join(ROOT, ".build/goldens/corpus")
# What neither a request nor a limit shows: names, and what istiod notes for people.
UNSEEN = {"metadata", "statPrefix", "decorator", "routeConfigName", "traceSampled"}


def run(labbook, *arguments, cwd=None):
    done = subprocess.run([labbook, *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 65) or not done.stdout:
        raise RuntimeError("%s: %d: %s" % (" ".join(arguments), done.returncode, done.stderr.decode()[:200]))
    return json.loads(done.stdout)


def seen(value, key=""):
    """A message without what nobody sees."""
    if isinstance(value, dict):
        return {k: seen(v, k) for k, v in value.items()
                if k not in UNSEEN and not (k == "name" and key in ("routes", "filterChains", "routeConfig"))}
    if isinstance(value, list):
        values = [seen(v, key) for v in value]
        if key in ("virtualHosts", "clusters", "listeners", "endpoints", "domains"):
            values.sort(key=lambda v: json.dumps(v, sort_keys=True))
        return values
    return value


# A second, plain reading of route tables: which route takes a request, without Envoy's matcher in labbook.
def texts(matcher):
    """Values around a text condition, and a function that decides about one."""
    for key, decide in (("exact", lambda v, t: v == t), ("prefix", lambda v, t: v.startswith(t)),
                        ("suffix", lambda v, t: v.endswith(t)), ("contains", lambda v, t: t in v)):
        if key in matcher:
            text, fold = matcher[key], matcher.get("ignoreCase", False)
            return [text, text + "q", "q" + text, text[:-1], text.upper()], (
                lambda v: decide(v.lower(), text.lower()) if fold else decide(v, text))
    pattern = matcher.get("safeRegex", {}).get("regex", "")
    plain = re.sub(r"\\(.)|\.[*+]|[\^$()?]|\[[^]]*\][+*]?", lambda m: m.group(1) or "", pattern)
    first = re.sub(r"\|.*", "", plain)
    values = [first, first + "q", first + "1", first + "v1", first + "a", plain, plain + "1"]
    return values, lambda v: re.fullmatch(pattern, v) is not None


def condition(match):
    """The fields that a match looks at with values around it, and a function that decides about a request."""
    fields, tests = {"path": ["/", "/q"]}, []
    for key in ("path", "prefix", "pathSeparatedPrefix"):
        text = match.get(key)
        if text is None:
            continue
        fields["path"] += [text, text + "q", text + "/q", text[:-1] or "/", text.upper(), text.rstrip("/") or "/"]
        fold = not match.get("caseSensitive", True)
        test = {"path": lambda p, t: p == t, "prefix": lambda p, t: p.startswith(t),
                "pathSeparatedPrefix": lambda p, t: p == t or p.startswith(t + "/")}[key]
        tests.append(lambda r, t=text, test=test, fold=fold: test(
            r["path"].lower() if fold else r["path"], t.lower() if fold else t))
    if "safeRegex" in match:
        values, test = texts({"safeRegex": match["safeRegex"]})
        fields["path"] += ["/" + v.lstrip("/") for v in values]
        tests.append(lambda r, test=test: test(r["path"]))
    for kind in ("headers", "queryParameters"):
        for matcher in match.get(kind, []):
            name = kind[0] + ":" + matcher["name"]
            values, test = texts(matcher["stringMatch"]) if "stringMatch" in matcher else (["q"], lambda v: True)
            fields.setdefault(name, [None]).extend(values)

            def holds(r, name=name, test=test, matcher=matcher):
                value = r.get(name)
                if value is None and matcher.get("treatMissingHeaderAsEmpty"):
                    value = ""
                if value is None:
                    return bool(matcher.get("invertMatch")) and "stringMatch" not in matcher
                return test(value) != bool(matcher.get("invertMatch"))
            tests.append(holds)
    return fields, lambda r: all(test(r) for test in tests)


def action(route):
    """What becomes of a request that a route takes; shares of one cluster are one share."""
    rest = {k: v for k, v in route.items() if k not in ("match", "name", "metadata")}
    weighted = rest.get("route", {}).get("weightedClusters", {}).get("clusters")
    if weighted:
        shares, total = {}, sum(c.get("weight", 0) for c in weighted) or 1
        for cluster in weighted:
            key = json.dumps({k: v for k, v in cluster.items() if k != "weight"}, sort_keys=True)
            shares[key] = shares.get(key, 0) + cluster.get("weight", 0)
        rest = dict(rest, route=dict(rest["route"], weightedClusters={
            k: round(v / total, 9) for k, v in shares.items() if v}))
    return json.dumps(rest, sort_keys=True)


def same_host(old, new, budget=6000):
    """Whether no request tells two virtual hosts apart."""
    if {k: v for k, v in old.items() if k != "routes"} != {k: v for k, v in new.items() if k != "routes"}:
        return False
    sides = [[(condition(r["match"]), action(r)) for r in host.get("routes", [])] for host in (old, new)]
    fields = {}
    for (found, _), _ in sides[0] + sides[1]:
        for name, values in found.items():
            for value in values:
                if value not in fields.setdefault(name, [None] if name != "path" else []):
                    fields[name].append(value)

    # What every request has; a name that leads here is one of the virtual host's own.
    domains = [d.replace("*", "probe") for d in old.get("domains", [])]
    for name, values in (("h::authority", domains), ("h::method", ["GET", "POST"]), ("h::scheme", ["http"])):
        if name in fields:
            more = [v for v in fields[name] if v is not None] if name == "h::method" else []
            fields[name] = values + more

    def taken(side, request):
        return next((act for (_, holds), act in side if holds(request)), None)
    rng = random.Random(1)
    names = sorted(fields)
    for attempt in range(budget):
        request = {n: rng.choice(fields[n]) for n in names}
        if attempt % 2:  # most fields at rest, so that one condition decides
            kept = set(rng.sample(names, min(2, len(names))))
            request = {n: request[n] if n in kept else fields[n][0] for n in names}
        if taken(sides[0], request) != taken(sides[1], request):
            return False
    return True


def same(old, new):
    """Whether nothing in two lists of tables shows: routes are read, the rest must be equal."""
    if old == new:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        if "domains" in old and "routes" in old:
            return same_host(old, new)
        return set(old) == set(new) and all(same(old[k], new[k]) for k in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(same(a, b) for a, b in zip(old, new))
    return False


# Each kind of change: the line it is made in, and what becomes of it.
def number(match):
    return match.group(1) + str(int(match.group(2)) + 1)


KINDS = {
    "match": (r"^(\s*(?:- )?(?:exact|prefix): '?/?[a-z][\w/.-]*)()('?)$", lambda m: m.group(1) + "q" + m.group(3)),
    "regex": (r"^(\s*(?:- )?regex: '?[^'\"]*[a-z])()('?)$", lambda m: m.group(1) + "q" + m.group(3)),
    "weight": (r"^(\s*(?:- )?weight: )(\d+)$", number),
    "timeout": (r"^(\s*(?:- )?(?:timeout|perTryTimeout|fixedDelay): )\S+$", lambda m: m.group(1) + "7.25s"),
    "attempts": (r"^(\s*attempts: )(\d+)$", number),
    "status": (r"^(\s*httpStatus: )(\d+)$", number),
    "limit": (r"^(\s*(?:maxConnections|http1MaxPendingRequests|http2MaxRequests|maxRetries): )(\d+)$", number),
    "port": (r"^(\s*(?:- )?(?:port|number): )(\d+)$", number),
    "subset": (r"^(\s*(?:- )?subset: )(v1|v2)$", lambda m: m.group(1) + {"v1": "v2", "v2": "v1"}[m.group(2)]),
    "host": (r"^(\s*(?:- )?host: )([a-z][\w.-]*)$", lambda m: m.group(1) + "elsewhere.invalid"),
    "mode": (r"^(\s*(?:- )?mode: )(STRICT|PERMISSIVE|SIMPLE|ISTIO_MUTUAL)$",
             lambda m: m.group(1) + {"STRICT": "PERMISSIVE", "PERMISSIVE": "STRICT",
                                     "SIMPLE": "ISTIO_MUTUAL", "ISTIO_MUTUAL": "SIMPLE"}[m.group(2)]),
}


def order(rng, lines):
    """Swaps two rules of a VirtualService that are neighbours."""
    places = []
    for start, line in enumerate(lines):
        if line != "  http:":
            continue
        end = next((i for i in range(start + 1, len(lines)) if not re.match(r"  (- |  )", lines[i])), len(lines))
        heads = [i for i in range(start + 1, end) if lines[i].startswith("  - ")] + [end]
        places += [heads[i:i + 3] for i in range(len(heads) - 2)]
    if not places:
        return None
    a, b, c = rng.choice(places)
    return lines[:a] + lines[b:c] + lines[a:b] + lines[c:], (a + 1, c)


def export(rng, lines):
    """Keeps a rule to its own namespace."""
    heads = [i for i, line in enumerate(lines) if re.match(r"kind: (VirtualService|DestinationRule|ServiceEntry)$", line)]
    places = []
    for head in heads:
        end = next((i for i in range(head, len(lines)) if lines[i] == "---"), len(lines))
        spec = [i for i in range(head, end) if lines[i] == "spec:"]
        if spec and not any("exportTo" in line for line in lines[head:end]):
            places.append(spec[0])
    if not places:
        return None
    at = rng.choice(places)
    return lines[:at + 1] + ["  exportTo: ['.']"] + lines[at + 1:], (at + 2, at + 2)


def planted(rng, text):
    """The changed text, the lines that hold the change, and its kind."""
    lines = text.split("\n")
    kinds = list(KINDS) + ["order", "export"]
    rng.shuffle(kinds)
    for kind in kinds:
        if kind in ("order", "export"):
            found = {"order": order, "export": export}[kind](rng, lines)
            if found:
                return "\n".join(found[0]), found[1], kind
            continue
        pattern, change = KINDS[kind]
        places = [i for i, line in enumerate(lines) if re.match(pattern, line)]
        if places:
            at = rng.choice(places)
            new = re.sub(pattern, change, lines[at])
            if new != lines[at]:
                return "\n".join(lines[:at] + [new] + lines[at + 1:]), (at + 1, at + 1), kind
    return None


def newest(text):
    first = text.split("\n", 1)[0]
    return "istio-1.31" if "1.31" in first else "istio-1.30"


def tables(labbook, folder, name, version):
    answer = run(TABLES or labbook, "proxy-config", "all", "--all-proxies", "-o", "json", "--allow-unmodelled", "-f", name,
                 "--rules", version, cwd=folder)
    return pushed(answer, *answer["versions"])[0]


def places(comparison):
    return {(p["file"], p["line"]) for change in comparison["answers"] + comparison["properties"]
            for cause in change["causes"] for p in cause["places"]} | {
            (r["place"]["file"], r["place"]["line"]) for r in comparison["refusals"] if r["place"]}


def plant_one(labbook, mesh, seed):
    with open(os.path.join(CORPUS, mesh, "mesh.yaml")) as file:
        text = file.read()
    found = planted(random.Random("%s/%s" % (seed, mesh)), text)
    if not found:
        return None
    version = newest(text)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("before.yaml", text), ("after.yaml", found[0])):
            with open(os.path.join(folder, name), "w") as file:
                file.write(content)
        comparison = run(labbook, "compare", "--before", "before.yaml", "--after", "after.yaml", "--rules", version,
                         "--format", "json", "--allow-unmodelled", cwd=folder)
        sides = [tables(labbook, folder, name, version) for name in ("before.yaml", "after.yaml")]
    told = comparison["changes"]
    # A request that is told of shows the difference itself; where none is, another reader looks for one.
    differs = sides[0] != sides[1] if told else not same(*sides)
    named = any(found[1][0] <= line <= found[1][1] for _, line in places(comparison))
    return mesh, found[2], found[1], differs, told, named, bool(comparison["refusals"])


def in_parallel(task, items):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(task, item) for item in items]
        try:
            for item, future in zip(items, futures):
                try:
                    yield item, future.result(), None
                except RuntimeError as error:
                    yield item, None, str(error)
        finally:
            pool.shutdown(cancel_futures=True)


def plant(options):
    meshes = sorted(os.listdir(CORPUS))
    random.Random(options.seed).shuffle(meshes)
    agree = count = named = wanted = 0
    for mesh, result, error in in_parallel(lambda m: plant_one(options.labbook, m, options.seed), meshes):
        if count >= options.count:
            break
        if error or not result:
            if error and options.show:
                print("%s: %s" % (mesh, error))
            continue
        _, kind, lines, differs, told, is_named, refused = result
        count += 1
        right = told == (differs or refused)
        agree += right
        if told and right:
            wanted += 1
            named += is_named
        if not right or (told and not is_named):
            print("%s:%d-%d %s: tables %s, told %s, named %s" % (mesh, *lines, kind, differs, told, is_named))
    print("%d of %d comparisons tell of a change where the tables differ; %d of %d name the line"
          % (agree, count, named, wanted))
    return agree * 100 >= count * 99 and named * 100 >= wanted * 95


def pushed(golden, version):
    """What real istiod pushed to each proxy under a release."""
    entry = golden["versions"].get(version)
    if entry is None:
        return None
    items = {i: seen(item) for i, item in golden["items"].items()}
    return {proxy: {kind: sorted((items[i] for i in ids), key=lambda v: json.dumps(v, sort_keys=True))
                    for kind, ids in parts.items()}
            for proxy, parts in entry["proxies"].items()}, {json.dumps(v, sort_keys=True) for v in entry["validation"]}


def releases_one(labbook, mesh):
    with open(os.path.join(CORPUS, mesh, "istiod.json")) as file:
        golden = json.load(file)
    versions = sorted(golden["versions"], key=lambda v: [int(p) for p in v.split(".")])
    results = []
    for old, new in zip(versions, versions[1:]):
        before, after = pushed(golden, old), pushed(golden, new)
        comparison = run(labbook, "compare", "istio-" + old, "istio-" + new, "-f",
                         os.path.join(CORPUS, mesh, "mesh.yaml"), "--format", "json", "--allow-unmodelled")
        causes = {c.get("id") or c["kind"] for change in comparison["answers"] + comparison["properties"]
                  for c in change["causes"]}
        told = comparison["changes"]
        differs = before[1] != after[1] or (before[0] != after[0] if told else not same(before[0], after[0]))
        results.append((old, new, differs, comparison["changes"], causes))
    return results


def releases(options):
    meshes = sorted(os.listdir(CORPUS))[::max(1, 752 // options.count)]
    agree = count = 0
    tally = {}
    for mesh, results, error in in_parallel(lambda m: releases_one(options.labbook, m), meshes):
        if error:
            print("%s: %s" % (mesh, error))
            continue
        for old, new, differs, told, causes in results:
            count += 1
            agree += differs == told
            if differs != told:
                print("%s %s to %s: istiod %s, told %s %s" % (mesh, old, new, differs, told, sorted(causes)))
            for cause in causes:
                tally.setdefault((old, new, cause), []).append(mesh)
    for (old, new, cause), found in sorted(tally.items(), key=lambda t: [int(p) for p in t[0][0].split(".")]):
        print("%s to %s: %-32s %4d meshes, such as %s" % (old, new, cause, len(found), found[0]))
    print("%d of %d comparisons of neighbouring releases tell of a change where istiod's output differs"
          % (agree, count))
    return agree * 100 >= count * 99


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["plant", "releases"])
    parser.add_argument("labbook", type=os.path.abspath)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    sys.exit(0 if {"plant": plant, "releases": releases}[options.what](options) else 1)


if __name__ == "__main__":
    main()
