#!/usr/bin/env python3
"""check_cases.py [--bin PATH] [NAME ...]: the cases worked out by hand, against ref.py, or against the program."""
import json, os, re, subprocess, sys
import ref

HERE = os.path.dirname(os.path.abspath(__file__)) + '/cases'


def get(o, path):
    if path == 'refused':
        return 'refused' in o
    if path == 'promises':
        return [p['activity'] for p in o.get('promises', [])]
    head, _, rest = path.partition('.')
    v = o.get(head)
    if not _:
        return v
    if head == 'paused_s':
        return v.get(rest, 0)
    if head == 'latest_start':
        return v.get(rest, '-')
    name, field = rest.rsplit('.', 1)
    for p in v or []:
        if head == 'promises' and p['activity'] == name or head == 'phases' and '%s/%d' % (p['activity'], p['phase']) == name:
            return p[field]
    return None


def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool):
        return a == b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= .0015
    if isinstance(a, dict) and isinstance(b, dict):
        return set(a) == set(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, str) and isinstance(b, str) and a != b:
        try:
            return ref.instant(a)[0] == ref.instant(b)[0]
        except ref.Unreadable:
            return False
    return a == b


def main():
    argv = sys.argv[1:]
    binary = None
    if '--bin' in argv:
        i = argv.index('--bin')
        binary = argv[i + 1]
        del argv[i:i + 2]
    bad = n = 0
    for name in sorted(os.listdir(HERE)):
        if argv and not any(a in name for a in argv):
            continue
        d = HERE + '/' + name
        args = json.load(open(d + '/args.json'))
        if binary:
            cmd = [binary, 'simulate', d + '/plan.yaml', '--script', d + '/script.txt', '--format', 'json']
            for k, v in args.items():
                cmd += ['--' + k, v]
            p = subprocess.run(cmd, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=dict(os.environ, TZ='UTC'))
            objs = [json.loads(l) for l in p.stdout.splitlines()]
            err = p.stderr.strip()
        else:
            opt = {k: ref.flag_instant(v) for k, v in args.items()}
            plan = ref.Plan(json.load(open(d + '/plan.json')))
            objs, line, err = ref.run(plan, open(d + '/script.txt').read().splitlines(), opt.get('start'), opt.get('end'), opt.get('zero'))
        n += 1
        out = []
        for e in json.load(open(d + '/expect.json')):
            k = e['object']
            try:
                o = objs[k - 1 if k > 0 else k]
            except IndexError:
                out.append('object %d is missing (%s)' % (k, err))
                continue
            for path, want in e['fields'].items():
                got = get(o, path)
                if not same(want, got):
                    out.append('object %d (%s): %s: by hand %s, got %s' % (k, o['command'], path, json.dumps(want), json.dumps(got)))
        if out:
            bad += 1
            print(name)
            for l in out:
                print('   ', l)
    print('%d cases, %d differ' % (n, bad))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
