#!/usr/bin/env python3
"""compare.py --bin PATH --seed S --count N [--old] [--from I] [--max-fail K] [--ignore f,g] [--choice K=V] [--keep DIR]

Random plans and scripts (gen.py) through the program and the reference (ref.py); every field compared. In --old
only fields the program prints are. A failing script is shrunk and printed with its plan and both objects.
--only I runs the one case I; --case DIR compares a case on disk (plan.yaml, plan.json, script.txt, args.json).
"""
import argparse, collections, json, os, shutil, subprocess, sys, tempfile, time
import gen, ref

SPANS = ('offset_s', 'budget_s', 'spent_s', 'remaining_s', 'drift_s', 'in_hand_s')
INSTANTS = ('projected_end', 'planned_end', 'hard_end')
PLAIN = ('command', 'state', 'activity', 'phase', 'shown')


def near(a, b):
    return isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= .0015


def same_instant(a, b):
    try:
        return abs(ref.instant(a)[0] - ref.instant(b)[0]) <= 1
    except Exception:
        return False


def differ(want, got, present_only=False, ignore=()):
    """The names of the fields that differ."""
    out = []

    def skip(k):
        return k in ignore or (present_only and k not in got)
    if ('refused' in want) != ('refused' in got):
        out.append('refused')
    elif 'refused' in got and not (isinstance(got['refused'], str) and got['refused']):
        out.append('refused')
    for k in PLAIN:
        if not skip(k) and want[k] != got.get(k):
            out.append(k)
    for k in SPANS:
        if not skip(k) and not near(want[k], got.get(k)):
            out.append(k)
    for k in INSTANTS:
        if not skip(k) and not same_instant(want[k], got.get(k)):
            out.append(k)
    if not skip('paused_s'):
        g = got.get('paused_s')
        if not isinstance(g, dict) or any(not near(want['paused_s'].get(k, 0), g.get(k, 0)) for k in set(want['paused_s']) | set(g)):
            out.append('paused_s')
    if not skip('latest_start'):
        g = got.get('latest_start')
        if not isinstance(g, dict) or set(g) != set(want['latest_start']) or any(
                not same_instant(v, g[k]) for k, v in want['latest_start'].items()):
            out.append('latest_start')
    if not skip('promises'):
        g = got.get('promises')
        if not isinstance(g, list) or len(g) != len(want['promises']) or any(
                a['activity'] != b.get('activity') or not same_instant(a['at'], b.get('at')) or
                not same_instant(a['arrival'], b.get('arrival')) or not near(a['slack_s'], b.get('slack_s'))
                for a, b in zip(want['promises'], g)):
            out.append('promises')
    if not skip('verdict'):
        g = got.get('verdict')
        if not isinstance(g, dict) or g.get('activity') != want['verdict']['activity'] or not near(
                want['verdict']['slack_s'], g.get('slack_s')):
            out.append('verdict')
    if not skip('phases'):
        g = got.get('phases')
        if not isinstance(g, list) or len(g) != len(want['phases']) or any(
                a['activity'] != b.get('activity') or a['phase'] != b.get('phase') or a['status'] != b.get('status') or
                not near(a['budget_s'], b.get('budget_s')) or not near(a['spent_s'], b.get('spent_s'))
                for a, b in zip(want['phases'], g)):
            out.append('phases')
    return out


class Tester:
    def __init__(self, opt):
        self.o = opt
        self.ignore = set(filter(None, (opt.ignore or '').split(',')))
        self.choices = dict(c.split('=') for c in opt.choice)
        self.dir = tempfile.mkdtemp(prefix='cmp', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)
        self.env = {'PATH': '/usr/bin:/bin', 'HOME': self.dir, 'TZ': 'UTC', 'GOGC': 'off', 'GOMAXPROCS': '1', 'LC_ALL': 'C.UTF-8'}
        self.plan, self.script = self.dir + '/plan.yaml', self.dir + '/script.txt'

    def program(self, yaml, lines, args):
        with open(self.plan, 'w', encoding='utf-8') as f:
            f.write(yaml)
        with open(self.script, 'w', encoding='utf-8') as f:
            f.write('\n'.join(lines) + '\n')
        cmd = [self.o.bin, 'simulate', self.plan, '--script', self.script, '--format', 'json']
        if self.o.old:
            cmd = cmd[:-2]
        for k, v in args.items():
            cmd += ['--' + k, v]
        try:
            p = subprocess.run(cmd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env, timeout=60)
        except subprocess.TimeoutExpired:
            return [], -1, 'time out'
        objs = []
        for l in p.stdout.decode('utf-8', 'replace').splitlines():
            try:
                objs.append(json.loads(l))
            except ValueError:
                return objs, p.returncode, 'not JSON: ' + l
        return objs, p.returncode, p.stderr.decode('utf-8', 'replace')

    def judge(self, plan, yaml, lines, args, objects=None, bad=None):
        """None, or (fields, place, want, got, note)."""
        opt = {k: ref.flag_instant(v) for k, v in args.items()}
        if objects is None or self.choices:
            objects, bad, _ = ref.run(ref.Plan(plan), lines, opt.get('start'), opt.get('end'), opt.get('zero'), self.choices)
        got, rc, err = self.program(yaml, lines, args)
        for i, (w, g) in enumerate(zip(objects, got)):
            d = differ(w, g, self.o.old or self.o.present, self.ignore)
            if d:
                return d, i, w, g, ''
        if len(objects) != len(got):
            i = min(len(objects), len(got))
            return (['objects'], i, objects[i] if i < len(objects) else None, got[i] if i < len(got) else None,
                    'status %d, %d objects for %d; %s' % (rc, len(got), len(objects), err.strip()[:400]))
        if bad is None and rc != 0:
            return ['status'], len(got), None, None, 'status %d: %s' % (rc, err.strip()[:400])
        if bad is not None and (rc != 2 or ('%s:%d: ' % (self.script, bad)) not in err):
            return ['status'], len(got), None, None, 'line %d cannot be read; status %d: %s' % (bad, rc, err.strip()[:400])
        return None

    def shrink(self, plan, lines, args, first):
        """Fewer lines, then a smaller plan, while the first field that differs stays."""
        best = (plan, lines, args, first)
        runs = [0]

        def fails(p, ls, a):
            runs[0] += 1
            if runs[0] > 400:
                return None
            try:
                x = self.judge(p, gen.yaml(p), ls, a)
            except Exception:
                return None
            return x if x and x[0][0] == first[0][0] else None
        # nothing after the object that differs is needed
        if first[2] is not None:
            n, k = first[1], -1
            for j, l in enumerate(lines):
                if l.split('#')[0].split():
                    k += 1
                    if k == n:
                        x = fails(plan, lines[:j + 1], args)
                        if x:
                            best = (plan, lines[:j + 1], args, x)
                        break
        step = max(1, len(best[1]) // 2)
        while step:
            i, moved = 0, False
            while i < len(best[1]):
                ls = best[1][:i] + best[1][i + step:]
                x = fails(best[0], ls, args) if ls else None
                if x:
                    best, moved = (best[0], ls, args, x), True
                else:
                    i += step
            if step == 1 and not moved:
                break
            step = max(1, step // 2) if step > 1 or moved else 0
            if runs[0] > 400:
                break
        p = json.loads(json.dumps(best[0]))
        changed = True
        while changed and runs[0] < 400:
            changed = False
            for i in range(len(p['activities'])):
                if len(p['activities']) > 1:
                    q = json.loads(json.dumps(p))
                    del q['activities'][i]
                    x = fails(q, best[1], best[2])
                    if x:
                        p, best, changed = q, (q, best[1], best[2], x), True
                        break
            else:
                for a in range(len(p['activities'])):
                    keys = [(None, k) for k in p['activities'][a] if k not in ('id', 'title', 'duration', 'phases')]
                    keys += [(j, k) for j, ph in enumerate(p['activities'][a].get('phases', [])) for k in ph if k not in ('name', 'duration')]
                    for j, k in keys:
                        q = json.loads(json.dumps(p))
                        del (q['activities'][a] if j is None else q['activities'][a]['phases'][j])[k]
                        x = fails(q, best[1], best[2])
                        if x:
                            p, best, changed = q, (q, best[1], best[2], x), True
                            break
                    if changed:
                        break
        for k in list(best[2]):
            a = {x: y for x, y in best[2].items() if x != k}
            x = fails(best[0], best[1], a)
            if x:
                best = (best[0], best[1], a, x)
        return best

    def show(self, title, plan, lines, args, d):
        print('=' * 100)
        print(title, '- differs in:', ', '.join(d[0]), d[4])
        print('--- plan', args)
        print(gen.yaml(plan), end='')
        print('--- script')
        print('\n'.join(lines))
        print('--- the first object that differs: number %d' % (d[1] + 1))
        w, g = d[2] or {}, d[3] or {}
        keys = list(w) + [k for k in g if k not in w]
        print('   %-14s | %-70s | %s' % ('', 'reference', 'program'))
        for k in keys:
            a, b = w.get(k, '-'), g.get(k, '-')
            mark = '**' if k in d[0] else '  '
            if k in ('phases', 'promises') and isinstance(a, list) and isinstance(b, list):
                for i in range(max(len(a), len(b))):
                    x = a[i] if i < len(a) else '-'
                    y = b[i] if i < len(b) else '-'
                    line = lambda z: '-' if z == '-' else ' '.join(str(v) for v in z.values())
                    print('%s %-14s | %-70s | %s' % (mark if line(x) != line(y) else '  ', k, line(x), line(y)))
            else:
                print('%s %-14s | %-70s | %s' % (mark, k, json.dumps(a), json.dumps(b)))
        sys.stdout.flush()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--bin', required=True)
    ap.add_argument('--seed', default='1')
    ap.add_argument('--count', type=int, default=100)
    ap.add_argument('--from', dest='first', type=int, default=0)
    ap.add_argument('--only', type=int)
    ap.add_argument('--old', action='store_true')
    ap.add_argument('--present', action='store_true', help='compare only fields the program prints')
    ap.add_argument('--max-fail', type=int, default=5)
    ap.add_argument('--ignore', default='')
    ap.add_argument('--choice', action='append', default=[])
    ap.add_argument('--keep', help='store the shrunk cases here')
    ap.add_argument('--case', action='append', default=[])
    ap.add_argument('--quiet', action='store_true', help='no shrinking, only the table of differences at the end')
    o = ap.parse_args()
    t = Tester(o)
    kinds, fails, lines, began = collections.Counter(), 0, 0, time.time()
    example = {}
    try:
        for d in o.case:
            plan = json.load(open(d + '/plan.json', encoding='utf-8'))
            ls = open(d + '/script.txt', encoding='utf-8').read().splitlines()
            args = json.load(open(d + '/args.json')) if os.path.exists(d + '/args.json') else {}
            x = t.judge(plan, open(d + '/plan.yaml', encoding='utf-8').read(), ls, args)
            print(d, 'same' if x is None else 'differs: ' + ', '.join(x[0]))
            if x:
                fails += 1
                t.show(d, plan, ls, args, x)
        if o.case:
            return 1 if fails else 0
        rng = [o.only] if o.only is not None else range(o.first, o.first + o.count)
        for i in rng:
            c = gen.one(o.seed, i, o.old)
            n = sum(1 for l in c['script'] if l.split('#')[0].split())
            bad = len(c['script']) if len(c['objects']) < n else None
            x = t.judge(c['plan'], c['yaml'], c['script'], c['args'], c['objects'], bad)
            lines += n
            if (i - o.first + 1) % 1000 == 0:
                print('%d scripts, %d differ, %.0f s' % (i - o.first + 1, fails, time.time() - began), file=sys.stderr)
            if x is None:
                continue
            fails += 1
            key = ((x[2] or x[3] or {}).get('command', '?'), ','.join(x[0][:3]))
            kinds[key] += 1
            example.setdefault(key, i)
            if o.quiet or fails > o.max_fail:
                if not o.quiet:
                    break
                continue
            b = t.shrink(c['plan'], c['script'], c['args'], x)
            t.show('case %s/%d' % (o.seed, i), *b)
            if o.keep:
                gen.save({'plan': b[0], 'yaml': gen.yaml(b[0]), 'script': b[1], 'args': b[2]}, '%s/%s-%d' % (o.keep, o.seed, i))
    finally:
        shutil.rmtree(t.dir, ignore_errors=True)
    done = (i - o.first + 1) if o.only is None else 1
    print('%d scripts, %d lines, %d differ, %.0f s' % (done, lines, fails, time.time() - began))
    for k, v in kinds.most_common():
        print('  %5d  %-12s %s   e.g. --only %d' % (v, k[0], k[1], example[k]))
    return 1 if fails else 0


if __name__ == '__main__':
    sys.exit(main())
