#!/usr/bin/env python3
"""mutate.py [N]: small faults put into copies of ref.py; says how many of N scripts (and of the hand cases) find each."""
import json, os, sys, types
import gen, ref, compare, check_cases

SRC = open(os.path.dirname(os.path.abspath(__file__)) + '/ref.py').read()
M = [
    ('choice begun=time', "'begun': ('given', 'time')", "'begun': ('time', 'given')"),
    ('choice visit=any', "'visit': ('first', 'any')", "'visit': ('any', 'first')"),
    ('choice forget=any', "'forget': ('memory', 'any')", "'forget': ('any', 'memory')"),
    ('choice fixsame=set', "'fixsame': ('instant', 'set')", "'fixsame': ('set', 'instant')"),
    ('old back', "'back': ('contract', 'old')", "'back': ('old', 'contract')"),
    ('old latest', "'latest': ('contract', 'old')", "'latest': ('old', 'contract')"),
    ('old until', "'until': ('contract', 'old')", "'until': ('old', 'contract')"),
    ('old start', "'start': ('contract', 'old')", "'start': ('old', 'contract')"),
    ('old drop', "'drop': ('contract', 'old')", "'drop': ('old', 'contract')"),
    ('old extend', "'extend': ('contract', 'old')", "'extend': ('old', 'contract')"),
    ('reach: strict >', 'if at - arr >= 0:\n                a = place', 'if at - arr > 0:\n                a = place'),
    ('reach: from the start', 'a = place', 'pass'),
    ('reach: after the kept first phase', 'a = place\n', 'a = place + 1\n'),
    ('reach: first kept', 'for _, place, at, arr in promises[:k]:', 'for _, place, at, arr in promises[:k][::-1]:'),
    ('trim ties earlier', 'caps.append((P.rank, -cap, -p))', 'caps.append((P.rank, -cap, p))'),
    ('trim no rank', 'caps.append((P.rank, -cap, -p))', 'caps.append((0, -cap, -p))'),
    ('trim smallest first', 'caps.append((P.rank, -cap, -p))', 'caps.append((P.rank, cap, -p))'),
    ('drop earlier in a rank', 'key=lambda a: (a.rank, -a.i)', 'key=lambda a: (a.rank, a.i)'),
    ('drop no rank', 'key=lambda a: (a.rank, -a.i)', 'key=lambda a: (-a.i,)'),
    ('drop once', "s.status[p] = status_changed[p] = 'skipped'", "s.status[p] = status_changed[p] = 'skipped'\n                    break"),
    ('extend floor', 'minutes = -(slack // MIN) ', 'minutes = max(1, (-slack) // MIN) '),
    ('extend only the end', "if who is None:\n                    added", "if True:\n                    added"),
    ('recover only about the verdict', 'if slack >= 0:\n                continue', 'if slack >= 0 or (promises[k][2] - promises[k][3]) != min(x[2] - x[3] for x in promises):\n                continue'),
    ('gain: any change accepted', "if not any(at - arr > was[w]", "if False and not any(at - arr > was[w]"),
    ('break not whole', 'elif A.brk:', 'elif False:'),
    ('break floor before at_least', "elif p.get('at_least'):", "elif p.get('at_least') and not A.brk:"),
    ('phase cut not before activity', "RANK[p.get('cut')] if p.get('cut') else A.rank", 'A.rank'),
    ('half not rounded', '-(-P.budget // (2 * MIN)) * MIN ', 'P.budget // 2 '),
    ('latest no min at', 'L = min(L, at)', 'pass'),
    ('latest floor only', 'min(P.floor, s.budget[p]) - spent[p]', 'P.floor - spent[p]'),
    ('latest spent ignored', 'min(P.floor, s.budget[p]) - spent[p]', 'min(P.floor, s.budget[p])'),
    ('wait: T = now', 'T = (now if w is None else w) + max', 'T = now + max'),
    ('paused does not wait', "        at = self.first_at(s, s.cur, now)\n        return at if at is not None and now < at else None", "        at = self.first_at(s, s.cur, now)\n        return at if at is not None and now < at and s.pause is None else None"),
    ('at reached still waits', 'return at if at is not None and now < at else None', 'return at if at is not None and now <= at else None'),
    ('begun only after at', 'now >= begun_at', 'now > begun_at'),
    ('never begun by leaving', 'now >= begun_at', 'False'),
    ('begun always by leaving', 'now >= begun_at', 'True'),
    ('take keeps fixed', "e.setdefault('fixed', {})[a.i] = None", 'pass'),
    ('take keeps pause', 'memory=s.memory + [s.cur], pause=None', 'memory=s.memory + [s.cur]'),
    ('take does not nest', 'memory=s.memory + [s.cur]', 'memory=[s.cur]'),
    ('goto keeps memory', 'e.update(cur=q, memory=[])', 'e.update(cur=q)'),
    ('back to none keeps memory', 'q, memory = None, []', 'q, memory = None, s.memory'),
    ('next: memory before own activity', "        for q in plan.phases[cur].act.phases:\n            if q > cur", "        for q in plan.phases[cur].act.phases:\n            if q > cur and not [m for m in memory if status[m] == 'pending']"),
    ('next forgets only it', 'return memory[i], memory[:i]\n        for q', 'return memory[i], memory[:i] + memory[i + 1:]\n        for q'),
    ('next oldest first', "for i in range(len(memory) - 1, -1, -1):\n            if status[memory[i]] == 'pending':\n                return memory", "for i in range(len(memory)):\n            if status[memory[i]] == 'pending':\n                return memory"),
    ('spare in planned end', 'if P.act.spare:\n                continue', ''),
    ('planned end with fix', 'if P.n == 1 and P.act.at is not None:\n                T = max(T, self.time_of_day(P.act.at, ss))', 'if P.n == 1 and self.at(s, P.act.i, now) is not None:\n                T = max(T, self.at(s, P.act.i, now))'),
    ('wait by the at of now', "if at == 'open':", 'if True:'),
    ('gap not out of pauses', 'paused[k] = paused.get(k, 0) + net(t, until)', 'paused[k] = paused.get(k, 0) + until - t'),
    ('gap not out of wait', "paused['wait'] = paused.get('wait', 0) + net(t, w)", "paused['wait'] = paused.get('wait', 0) + w - t"),
    ('gap whole', "max(0, min(e, g1) - max(b, g0))\n        return spent", "g1 - g0\n        return spent"),
    ('gap touching', 'min(f, g1) > max(b, g0)', 'min(f, g1) >= max(b, g0)'),
    ('gap oldest', 'for i in range(len(self.gaps) - 1, -1, -1):\n                g0', 'for i in range(len(self.gaps)):\n                g0'),
    ('at window 12 h', 'lo = ss - 6 * 60 * MIN', 'lo = ss - 12 * 60 * MIN'),
    ('at window open', 'while t < lo:', 'while t <= lo:'),
    ('zone of zero first', 'self.start, self.zone = start', 'self.start = start[0]'),
    ('extra lost on start move', 'return base + s.extra', 'return base + (s.extra if s.until is None else 0)'),
    ('shown arrival rounded', 'self.hhmm(at_m - spare)', 'self.hhmm(v[2] // MIN)'),
    ('verdict first missed', 'v = min(ps, key=lambda p: p[3]) if', 'v = [p for p in ps if p[3] < 0][0] if'),
    ('verdict smallest slack', 'v = min(ps, key=lambda p: p[3]) if any(p[3] < 0 for p in ps) else ps[0]', 'v = min(ps, key=lambda p: p[3])'),
    ('verdict later of equals', 'v = min(ps, key=lambda p: p[3]) if', 'v = min(ps[::-1], key=lambda p: p[3]) if'),
    ('rename only from now', "return {'rename': kind}", "return {'turn': True, 'pause': kind}"),
    ('backdate unbounded', 'd = min(d, t - s.turns[-2][0])', 'pass'),
    ('fix spare allowed', 'if a.spare:\n                return', 'if False:\n                return'),
    ('fix none on current', "if st != 'pending':", "if st not in ('pending', 'current'):"),
    ('begin keeps pause', 'e.update(cur=s.cur, pause=None)', 'e.update(cur=s.cur)'),
    ('take leaves skipped skipped', "e['status'] = {p: 'pending' for p in ps}", "e['status'] = {}"),
    ('goto drop also backwards', 'if len(args) > 1 and q > s.cur:\n                for p in range(s.cur + 1, q)', 'if len(args) > 1:\n                for p in range(min(s.cur, q) + 1, max(s.cur, q))'),
    ('skip activity only later', "if s.status[p] == 'pending':\n                        ch", "if s.status[p] == 'pending' and p > s.cur:\n                        ch"),
    ('allot below spent', 'b = max(span(args[1]), spent[q])', 'b = span(args[1])'),
    ('at-promise of a current second phase', "for k, p in enumerate(way):\n            at = self.first_at(s, p, now)", "for k, p in enumerate(way):\n            at = self.first_at(s, p, now) if s.cur is None or self.plan.phases[s.cur].act is not self.plan.phases[p].act else None"),
]


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    cases = [gen.one('mutate', i) for i in range(n)]
    hand = []
    for name in sorted(os.listdir(check_cases.HERE)):
        d = check_cases.HERE + '/' + name
        args = json.load(open(d + '/args.json'))
        hand.append((json.load(open(d + '/plan.json')), open(d + '/script.txt').read().splitlines(),
                     {k: ref.flag_instant(v) for k, v in args.items()}, json.load(open(d + '/expect.json'))))
    weak = 0
    for name, a, b in M:
        if SRC.count(a) != 1:
            print('!! %s: found %d times' % (name, SRC.count(a)))
            continue
        mod = types.ModuleType('mutant')
        src = SRC.replace(a, b)
        try:
            exec(compile(src, 'mutant', 'exec'), mod.__dict__)
        except SyntaxError as e:
            print('!!', name, e)
            continue
        found = 0
        for c in cases:
            o = c['opt']
            try:
                out, _, _ = mod.run(mod.Plan(c['plan']), c['script'], o.get('start'), o.get('end'), o.get('zero'))
                if len(out) != len(c['objects']) or any(compare.differ(x, y) for x, y in zip(c['objects'], out)):
                    found += 1
            except Exception:
                found += 1
        byhand = 0
        for plan, script, o, ex in hand:
            try:
                out, _, _ = mod.run(mod.Plan(plan), script, o.get('start'), o.get('end'), o.get('zero'))
                if any(not check_cases.same(w, check_cases.get(out[e['object'] - 1], p)) for e in ex for p, w in e['fields'].items()):
                    byhand += 1
            except Exception:
                byhand += 1
        mark = '' if found and byhand else '   <--'
        weak += bool(mark)
        print('%-40s scripts %4d of %d   hand %3d%s' % (name, found, n, byhand, mark))
    print(weak, 'found by one kind only or by none')


if __name__ == '__main__':
    main()
