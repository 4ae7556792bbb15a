#!/usr/bin/env python3
"""Plants one fault in each of many valid meshes and asks `labbook check` for it.

    plant.py LABBOOK [--count N] [--seed N] [--show]

Each mesh is made from a seed: services with subsets, VirtualServices with prefixes, delegates, Gateways, Sidecars.
A mesh without a fault must give nothing but notes; with the fault, `check` must name the object that holds it and
that it did not name before. Prints a line a miss, then the shares by fault. Needs PyYAML and Python's own library.
The exit status is 0 where at least 95 of 100 faults are found and no sound mesh is complained about.
"""
import argparse, copy, json, os, random, subprocess, sys, tempfile
import yaml

NAMESPACES = ["shop", "pay", "data"]


def meta(kind, version, name, namespace, **more):
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name, "namespace": namespace, **more}}


def full(service):
    return "%s.%s.svc.cluster.local" % service


def mesh(rng):
    """A valid mesh as a list of objects."""
    objects = [{"apiVersion": "v1", "kind": "Namespace",
                "metadata": {"name": n, "labels": {"istio-injection": "enabled"}}} for n in NAMESPACES]
    objects.append({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "edge"}})
    services = []
    for i in range(rng.randint(3, 7)):
        name, namespace = "svc%d" % i, rng.choice(NAMESPACES)
        services.append((name, namespace))
        service = meta("Service", "v1", name, namespace)
        service["spec"] = {"selector": {"app": name}, "ports": [{"name": "http", "port": 8080}]}
        objects.append(service)
        for version in ("v1", "v2"):
            pod = meta("Pod", "v1", "%s-%s" % (name, version), namespace, labels={"app": name, "version": version})
            pod["spec"] = {"containers": [{"name": "app", "image": "app"}]}
            objects.append(pod)
        rule = meta("DestinationRule", "networking.istio.io/v1beta1", name, namespace)
        rule["spec"] = {"host": full((name, namespace)),
                        "trafficPolicy": {"connectionPool": {"tcp": {"maxConnections": rng.randint(10, 99)}}},
                        "subsets": [{"name": v, "labels": {"version": v}} for v in ("v1", "v2")]}
        objects.append(rule)
        virtual = meta("VirtualService", "networking.istio.io/v1beta1", name, namespace)
        paths = rng.sample(["/alpha", "/beta", "/gamma", "/delta"], rng.randint(1, 3))
        virtual["spec"] = {"hosts": [full((name, namespace))], "http": [
            {"match": [{"uri": {"prefix": p}}], "route": [to((name, namespace), "v2")]} for p in paths
        ] + [{"route": [dict(to((name, namespace), "v1"), weight=90), dict(to((name, namespace), "v2"), weight=10)]}]}
        objects.append(virtual)
    pod = meta("Pod", "v1", "gateway", "edge", labels={"istio": "edge"})
    pod["spec"] = {"containers": [{"name": "istio-proxy", "image": "auto", "args": ["proxy", "router"]}]}
    objects.append(pod)
    gateway = meta("Gateway", "networking.istio.io/v1beta1", "front", "edge")
    gateway["spec"] = {"selector": {"istio": "edge"}, "servers": [
        {"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": ["*.example"]}]}
    objects.append(gateway)
    target = rng.choice(services)
    entry = meta("VirtualService", "networking.istio.io/v1beta1", "entry", target[1])
    entry["spec"] = {"hosts": ["shop.example"], "gateways": ["edge/front"],
                     "http": [{"route": [to(target, "v1")]}]}
    objects.append(entry)
    part = meta("VirtualService", "networking.istio.io/v1beta1", "part", target[1])
    part["spec"] = {"http": [{"match": [{"uri": {"prefix": "/part/one"}}], "route": [to(target, "v1")]}]}
    root = meta("VirtualService", "networking.istio.io/v1beta1", "root", target[1])
    root["spec"] = {"hosts": ["parts.example"], "gateways": ["edge/front"],
                    "http": [{"match": [{"uri": {"prefix": "/part"}}], "delegate": {"name": "part"}}]}
    objects += [part, root]
    return objects


def to(service, subset):
    return {"destination": {"host": full(service), "port": {"number": 8080}, "subset": subset}}


def rules(objects, kind):
    return [o for o in objects if o["kind"] == kind and o["metadata"]["name"] not in ("entry", "part", "root")]


def named(objects, kind, name):
    return next(o for o in objects if o["kind"] == kind and o["metadata"]["name"] == name)


# Each fault changes the objects and returns those that may be named for it, as (kind, namespace, name).
def key(o):
    return (o["kind"], o["metadata"].get("namespace", ""), o["metadata"]["name"])


def drop_subset(rng, objects):
    rule = rng.choice(rules(objects, "DestinationRule"))
    rule["spec"]["subsets"].pop(rng.randrange(2))
    return [key(rule), ("VirtualService",) + key(rule)[1:]]


def misspell_host(rng, objects):
    rule = rng.choice(rules(objects, "VirtualService"))
    target = rng.choice(rule["spec"]["http"])["route"][0]["destination"]
    target["host"] = "x" + target["host"]
    return [key(rule)]


def misspell_policy_host(rng, objects):
    rule = rng.choice(rules(objects, "DestinationRule"))
    rule["spec"]["host"] = "x" + rule["spec"]["host"]
    return [key(rule)]


def move_behind_catch_all(rng, objects):
    rule = rng.choice(rules(objects, "VirtualService"))
    rule["spec"]["http"].insert(0, rule["spec"]["http"].pop())
    return [key(rule)]


def repeat_match(rng, objects):
    rule = rng.choice(rules(objects, "VirtualService"))
    first = rule["spec"]["http"][0]
    again = copy.deepcopy(first)
    again["match"][0]["uri"]["prefix"] += "/more"
    rule["spec"]["http"].insert(1, again)
    return [key(rule)]


def change_port(rng, objects):
    rule = rng.choice(rules(objects, "VirtualService"))
    rng.choice(rule["spec"]["http"])["route"][0]["destination"]["port"]["number"] = 9999
    return [key(rule)]


def change_service_port(rng, objects):
    service = rng.choice(rules(objects, "Service"))
    service["spec"]["ports"][0]["port"] = 7777
    return [key(service), ("VirtualService",) + key(service)[1:]]


def narrow_export(rng, objects):
    rule = rng.choice(rules(objects, "DestinationRule"))
    rule["spec"]["exportTo"] = [rng.choice([n for n in NAMESPACES if n != rule["metadata"]["namespace"]])]
    return [key(rule), ("VirtualService",) + key(rule)[1:]]


def move_policy(rng, objects):
    rule = rng.choice(rules(objects, "DestinationRule"))
    old = key(rule)
    rule["metadata"]["namespace"] = "edge-2"
    return [key(rule), ("VirtualService",) + old[1:]]


def label_subset(rng, objects):
    rule = rng.choice(rules(objects, "DestinationRule"))
    rng.choice(rule["spec"]["subsets"])["labels"]["version"] = "v9"
    return [key(rule)]


def second_rule(rng, objects):
    rule = rng.choice(rules(objects, "VirtualService"))
    other = copy.deepcopy(rule)
    other["metadata"]["name"] += "-again"
    objects.append(other)
    return [key(rule), key(other)]


def rename_gateway(rng, objects):
    entry = named(objects, "VirtualService", "entry")
    entry["spec"]["gateways"] = ["edge/frnt"]
    return [key(entry)]


def foreign_host(rng, objects):
    entry = named(objects, "VirtualService", "entry")
    entry["spec"]["hosts"] = ["shop.test"]
    return [key(entry)]


def select_nobody(rng, objects):
    gateway = named(objects, "Gateway", "front")
    gateway["spec"]["selector"] = {"istio": "egde"}
    return [key(gateway)]


def rename_delegate(rng, objects):
    root = named(objects, "VirtualService", "root")
    root["spec"]["http"][0]["delegate"]["name"] = "prat"
    return [key(root)]


def conflicting_delegate(rng, objects):
    part = named(objects, "VirtualService", "part")
    part["spec"]["http"][0]["match"][0]["uri"]["prefix"] = "/other"
    return [key(part), ("VirtualService", part["metadata"]["namespace"], "root")]


def call_port_tcp(rng, objects):
    service = rng.choice(rules(objects, "Service"))
    service["spec"]["ports"][0]["name"] = "tcp"
    return [key(service), ("VirtualService",) + key(service)[1:]]


def refused_weight(rng, objects):
    rule = rng.choice(rules(objects, "VirtualService"))
    rule["spec"]["http"][-1]["route"][0]["weight"] = -1
    return [key(rule)]


FAULTS = [drop_subset, misspell_host, misspell_policy_host, move_behind_catch_all, repeat_match, change_port,
          change_service_port, narrow_export, move_policy, label_subset, second_rule, rename_gateway, foreign_host,
          select_nobody, rename_delegate, conflicting_delegate, call_port_tcp, refused_weight]


def write(objects, path):
    """Writes the documents and returns the first line of each, with its key."""
    places, line = [], 1
    with open(path, "w") as file:
        for o in objects:
            text = yaml.safe_dump(o, sort_keys=False)
            file.write(text + "---\n")
            places.append((line, key(o)))
            line += text.count("\n") + 1
    return places


def check(labbook, objects, folder):
    """The severity of each finding and the objects it names: where it is, and what it is related to."""
    places = write(objects, os.path.join(folder, "mesh.yaml"))

    def owner(place):
        return next((k for first, k in reversed(places) if place and first <= place["line"]), None)
    done = subprocess.run([labbook, "check", "-f", "mesh.yaml", "--format", "json"], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 65):
        sys.exit("labbook check ended with %d: %s" % (done.returncode, done.stderr.decode()[:300]))
    findings = json.loads(done.stdout)["findings"]
    return [(f["code"], f["severity"], owner(f["place"]), f["what"]) for f in findings]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("labbook")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    labbook = os.path.abspath(options.labbook)
    noisy, tally = 0, {}
    with tempfile.TemporaryDirectory() as folder:
        for i in range(options.count):
            rng = random.Random("%d/%d" % (options.seed, i))
            sound = mesh(rng)
            before = check(labbook, sound, folder)
            loud = [f for f in before if f[1] != "note"]
            if loud:
                noisy += 1
                print("mesh %d, without a fault: %s" % (i, loud[0]))
            fault = FAULTS[i % len(FAULTS)]
            planted = copy.deepcopy(sound)
            wanted = fault(rng, planted)
            after = check(labbook, planted, folder)
            new = [f for f in after if f not in before]
            hit = any(f[2] in wanted for f in new)
            found, all_of_it = tally.get(fault.__name__, (0, 0))
            tally[fault.__name__] = (found + hit, all_of_it + 1)
            if not hit:
                print("mesh %d, %s: wanted %s, came %s" % (i, fault.__name__, wanted, new[:2]))
            elif options.show:
                print("mesh %d, %s: %s" % (i, fault.__name__, new[0]))
    for name, (found, count) in sorted(tally.items()):
        print("%-24s %d of %d" % (name, found, count))
    found, count = sum(f for f, _ in tally.values()), sum(c for _, c in tally.values())
    print("%d of %d faults found; %d of %d sound meshes complained about" % (found, count, noisy, options.count))
    sys.exit(0 if found * 100 >= count * 95 and not noisy else 1)


if __name__ == "__main__":
    main()
