#!/usr/bin/env python3
"""gen.py SEED N DIR [--old]: N random plans with scripts, DIR/00000/{plan.yaml,plan.json,script.txt,args.json}."""
import json, os, random, sys
import ref
from ref import MIN

SEC = 1000


def sp(ms):
    s = ms // 1000
    h, r = divmod(s, 3600)
    m, s = divmod(r, 60)
    return (('%dh' % h if h else '') + ('%dm' % m if m else '') + ('%ds' % s if s else '')) or '0s'


def off(ms, r=None):
    s = ms // 1000
    m, s = divmod(s, 60)
    if r is not None and r.random() < .3:
        return '%d:%02d:%02d' % (m // 60, m % 60, s)
    return '%d:%02d' % (m, s)


def inst(ms, zone=0):
    t = ref.rfc(ms + zone)
    if zone == 0:
        return t
    z = abs(zone) // MIN
    return t[:-1] + '%s%02d:%02d' % ('-' if zone < 0 else '+', z // 60, z % 60)


def yaml(plan):
    q = lambda v: json.dumps(v, ensure_ascii=False)
    out = []
    for k, v in plan.items():
        if k != 'activities':
            out.append('%s: %s' % (k, q(v)))
    out.append('activities:')

    def fields(d, ind):
        first = True
        for k, v in d.items():
            lead = ' ' * ind + ('- ' if first else '  ')
            first = False
            if k == 'phases':
                out.append(lead + 'phases:')
                for p in v:
                    fields(p, ind + 4)
            else:
                out.append(lead + '%s: %s' % (k, q(v)))
    for a in plan['activities']:
        fields(a, 2)
    return '\n'.join(out) + '\n'


ZONES = [0, 0, 0, 0, 60, 60, -300, 330, 345, -570, 780, 840, -720]


def plan_for(r, old, start, zone):
    """A plan, around a (likely) scheduled start."""
    n = r.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 9])
    short = r.random() < .3                        # phases of a few minutes
    acts, T, total = [], start, 0
    spare_left = 2

    def dur():
        x = r.random()
        if short:
            return (r.randint(1, 6) * MIN if x < .7 else r.choice([30, 45, 90, 100, 150, 210, 61]) * SEC)
        return (r.choice([2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 12, 15, 15, 20, 25, 30]) * MIN if x < .85
                else r.choice([45, 90, 150, 200, 330, 450, 601, 719]) * SEC)
    for i in range(n):
        a = {'id': 'abcdefghi'[i] + ('' if r.random() < .7 else '-x%d' % i), 'title': 'T%d' % i}
        spare = not old and n > 1 and spare_left and r.random() < .12 and not (i == n - 1 and all(x.get('spare') for x in acts))
        if spare:
            spare_left -= 1
            a['spare'] = True
        k = r.choice([1, 1, 1, 2, 2, 3])
        if not old and r.random() < .15:
            a['kind'] = 'break'
        if r.random() < .35:
            a['optional'] = True
        if r.random() < .12:
            a['protect'] = True
        if not old and r.random() < .25:
            a['cut'] = r.choice(['first', 'last'])
        ds = [dur() for _ in range(k)]

        def cuts(d, x, act=False):
            if r.random() < (.3 if not act else .4):
                x['at_least'] = sp(r.choice([d, max(SEC, d // 3 // SEC * SEC), max(SEC, d // 2 // SEC * SEC), SEC,
                                             max(SEC, r.randint(1, d // SEC) * SEC), max(SEC, d // MIN * MIN or d)]))
            if not act:
                if r.random() < .1:
                    x['protect'] = True
                if not old and r.random() < .2:
                    x['cut'] = r.choice(['first', 'last'])
        if k == 1 and r.random() < .7:
            a['duration'] = sp(ds[0])
            cuts(ds[0], a, True)
        else:
            a['phases'] = []
            for j, d in enumerate(ds):
                p = {'name': 'P%d' % j, 'duration': sp(d)}
                cuts(d, p)
                if not old and r.random() < .05:
                    p['cues'] = r.choice([['1m'], ['3m', {'left': '1m', 'text': 'last'}], [{'after': '1m', 'text': 'swap'}]])
                a['phases'].append(p)
        if not old and r.random() < .05:
            a['cues'] = ['3m', '1m']
        if not old and not spare and r.random() < .33:
            x = r.random()
            if x < .8:
                at = T + r.choice([0, 0, 1, 2, 3, 5, 5, 8, 12, 20, -1, -2, -3, -5, -5, -8, -15]) * MIN
            elif x < .9:
                at = start + r.choice([0, 0, 1, -1, 2, 5, -5, -30, -359, -360, -361, 1079, 1080, 1081, 719]) * MIN
            else:
                at = r.randint(0, 1439) * MIN
            lm = (at + zone) // MIN % 1440
            a['at'] = '%02d:%02d' % divmod(lm, 60)
            if x < .8:
                T = max(T, at // MIN * MIN)
        if not spare:
            T += sum(ds)
        acts.append(a)
    booked = (T - start) // SEC * SEC + r.choice([0, 0, 0, 0, 60, 120, 300, 300, 600, -60, -120, -300, -600, -90, 45, 1200, -1200]) * SEC
    booked = max(5 * MIN, booked)
    p = {'title': 'Plan', 'duration': sp(booked)}
    if r.random() < .3:
        p['start'] = '%02d:%02d' % (r.randint(0, 23), r.choice([0, 15, 30, 45, 7]))
    if not old and r.random() < .05:
        p['cues'] = ['10m', '1m']
    p['activities'] = acts
    return p


def flags(r):
    """start, end, zero as texts (end is filled in later), and the likely start, zone."""
    zone = r.choice(ZONES) * MIN
    base = 946893600000 if r.random() < .5 else 946857600000 + r.randint(0, 20000) * MIN      # 2000-01-03T10:00Z …
    if r.random() < .1:
        base = base // 86400000 * 86400000 + r.choice([-3, 0, 2, 1435, 1437]) * MIN - zone
    if r.random() < .03:
        base += r.choice([250, 500, 999, 1])
    elif r.random() < .15:
        base += r.randint(0, 59) * SEC
    a, start, z = {}, base, zone
    x = r.random()
    if x < .3:
        start, z = ref.instant('2000-01-03T10:00:00Z')[0], 0
    elif x < .5:
        a['start'] = inst(base, zone)
    elif x < .75:
        zz = base + r.choice([0, -5, -15, -2, 3, 7, 12, -1, 1, 20]) * MIN
        a['start'] = inst(base, zone)
        a['zero'] = inst(zz, r.choice(ZONES) * MIN)
    else:
        a['zero'] = inst(base, zone)
    return a, start, z


# what is in the weights: likelihoods of commands while the delivery runs
LIVE = dict(next=20, skip=4, skipact=2.5, back=5, goto=5, gotodrop=2, take=6, begin=7, pause=8, rename=5, resume=12,
            finish=.6, extend=4, trim=4, allot=5, fix=6, fixnone=1.5, until=3, trimr=6, dropr=6, extendr=4, backdate=8,
            gap=7, undo=20, show=6, sleep=4, crash=2, step=1, start=.3)
READY = dict(start=25, allot=6, fix=6, fixnone=2, until=4, trimr=5, dropr=4, extendr=4, undo=7, show=6, sleep=3, crash=1,
             step=.5, next=.3, backdate=.3, gap=.5, pause=.2, take=.2)
DONE = dict(undo=26, backdate=9, gap=9, show=7, sleep=5, crash=2, step=1, next=.4, start=.3, extend=.2, trimr=.2, until=.3,
            finish=.2, allot=.2, fix=.2)
NEW = {'gotodrop', 'take', 'begin', 'fix', 'fixnone'}


class Script:
    def __init__(self, r, plan, eng, old):
        self.r, self.plan, self.eng, self.old = r, plan, eng, old
        self.lines, self.objects = [], []

    def span(self):
        r = self.r
        return r.choice([r.randint(1, 600) * SEC, r.randint(1, 15) * MIN, r.choice([1, 30, 59, 60, 61, 90, 120, 300]) * SEC])

    def spantext(self, d):
        r = self.r
        if d % MIN == 0 and r.random() < .1:
            return '%d min' % (d // MIN)
        return sp(d) if r.random() < .9 else '%ds' % (d // 1000)

    def interesting(self, s, now):
        e = self.eng
        out = []
        for a in e.plan.acts:
            at = e.at(s, a.i, now)
            if at is not None:
                out.append(at)
        out += [e.hard(s, now), e.sched(s, now)]
        out += [v[1] for v in s.visits[-3:] if isinstance(v[1], int)]
        spent, _ = e.charge(s, now)
        if s.started and not s.ended:
            w = e.waits_until(s, now) or now
            out += [w + s.budget[s.cur] - spent[s.cur], w + e.plan.phases[s.cur].floor - spent[s.cur], w]
        _, ps, T = e.walk(s, spent, now)
        out += [p[3] for p in ps] + [T] + list(e.latest(s, spent, now).values())
        return out, ps, spent

    def advance(self, s, last):
        """The offset of the next line."""
        r, e = self.r, self.eng
        now = e.zero + last
        x = r.random()
        if x < .30:
            return last
        if x < .58:
            return last + r.choice([1, 5, 10, 20, 30, 59, 60, 61, 90]) * SEC
        if x < .84:
            pts, _, _ = self.interesting(s, now)
            pts = [p for p in pts if now <= p < now + 20 * MIN]
            if pts:
                p = r.choice(sorted(pts)[:max(2, len(pts) // 2)])
                p += r.choice([0, 0, 0, 0, 1, -1, 2, 30, -30, 60, -60, 59, 61, 100, -100, 300, -240]) * SEC
                # offsets are whole seconds
                o = (p - e.zero) // SEC * SEC
                return max(last, o)
        if x < .99:
            return last + r.randint(1, 240) * SEC
        return last + r.randint(5, 50) * MIN

    def target(self, s, pending=False):
        r, e = self.r, self.eng
        if r.random() < .03:
            return r.choice(['zz', e.plan.acts[0].id + '/9', 'zz/1', e.plan.acts[-1].id + '/0'])
        ps = list(range(e.plan.n))
        if pending and r.random() < .9:
            ps = [p for p in ps if s.status[p] in ('pending', 'current')] or ps
        P = e.plan.phases[r.choice(ps)]
        return P.act.id + ('' if P.n == 1 and r.random() < .8 else '/%d' % P.n)

    def command(self, k, s, now, spent):
        r, e = self.r, self.eng
        if k in ('start', 'next', 'back', 'begin', 'resume', 'finish', 'undo', 'show', 'skip'):
            return k
        if k == 'skipact':
            return 'skip activity'
        if k == 'goto':
            return 'goto ' + self.target(s)
        if k == 'gotofix':
            c = [a for a in e.plan.acts if s.status[a.phases[0]] == 'pending' and (e.at(s, a.i, now) or 0) > now]
            return 'goto ' + (r.choice(c).id if c else self.target(s))
        if k == 'gotodrop':
            t = self.target(s)
            if s.cur is not None and r.random() < .7 and s.cur + 1 < e.plan.n:
                P = e.plan.phases[r.randint(s.cur + 1, e.plan.n - 1)]
                t = '%s/%d' % (P.act.id, P.n)
            return 'goto %s drop' % t
        if k == 'take':
            c = [a for a in e.plan.acts if any(s.status[p] in ('pending', 'skipped') for p in a.phases)
                 and (s.cur is None or a is not e.plan.phases[s.cur].act)]
            pref = [a for a in c if a.spare or a.brk or a.at is not None]
            if pref and r.random() < .4:
                c = pref
            rem = [a for a in c if any(p in s.memory for p in a.phases)]
            if rem and r.random() < .3:
                c = rem
            if not c or r.random() < .03:
                return 'take ' + r.choice(['zz'] + [a.id for a in e.plan.acts])
            return 'take ' + r.choice(c).id
        if k == 'pause':
            return r.choice(['pause', 'pause', 'pause question', 'pause break', 'pause incident', 'pause other'])
        if k == 'rename':
            return 'pause ' + r.choice(['question', 'break', 'incident', 'other'])
        if k == 'extend':
            return 'extend ' + self.spantext(self.span())
        if k == 'trim':
            return 'trim ' + self.spantext(self.span())
        if k == 'allot':
            t = self.target(s, True)
            d = self.span()
            q = e.target(t)
            if q is not None and r.random() < .4:
                d = max(SEC, (s.budget[q] // SEC * SEC + r.choice([0, 60, -60, 300, -300, 120, 600, -120]) * SEC))
            elif q is not None and r.random() < .2:
                d = max(SEC, e.plan.phases[q].floor + r.choice([0, 0, 60, -60, 30]) * SEC)
            return 'allot %s %s' % (t, self.spantext(d))
        if k == 'fix':
            c = [a for a in e.plan.acts if s.status[a.phases[0]] in ('pending', 'current') and not a.spare]
            if not c or r.random() < .08:
                a, t = r.choice([x.id for x in e.plan.acts] + ['zz']), now
            else:
                A = r.choice(c)
                sp_ = [x for x in e.plan.acts if x.spare and s.status[x.phases[0]] in ('pending', 'current')]
                if sp_ and r.random() < .05:
                    A = r.choice(sp_)
                if s.cur is not None and r.random() < .3 and e.plan.phases[s.cur].n == 1:
                    A = e.plan.phases[s.cur].act
                a = A.id
                x = r.random()
                at = e.at(s, A.i, now)
                if at is not None and x < .3:
                    t = at + r.choice([0, 1, 5, -5, 10, -10, 2]) * MIN
                elif x < .8:
                    pts = self.interesting(s, now)[0]
                    t = r.choice(pts) + r.choice([0, 0, 60, -60, 30, 300, -300, 600]) * SEC
                else:
                    t = now + r.randint(-300, 2400) * SEC
            if r.random() < .5:
                t = t // MIN * MIN
            if r.random() < .97:
                t = t // SEC * SEC
            return 'fix %s %s' % (a, inst(t, r.choice(ZONES) * MIN if r.random() < .2 else 0))
        if k == 'fixnone':
            c = [a for a in e.plan.acts if s.fixed[a.i] is not None and s.status[a.phases[0]] == 'pending']
            cur = [a for a in e.plan.acts if a.phases[0] == s.cur and s.fixed[a.i] is not None]
            if cur and r.random() < .2:
                c = cur
            elif not c or r.random() < .1:
                c = e.plan.acts
            return 'fix %s none' % r.choice(c).id
        if k == 'until':
            x = r.random()
            t = e.hard(s, now) + r.choice([0, 5, -5, 10, -10, -15, 2, -2]) * MIN
            if x < .3:
                t = now + r.randint(0, 60) * MIN
            elif x < .4 and s.until is not None:
                t = s.until
            if r.random() < .97:
                t = t // SEC * SEC
            return 'until ' + inst(t, r.choice(ZONES) * MIN if r.random() < .2 else 0)
        if k.endswith('r') and k in ('trimr', 'dropr', 'extendr'):
            return 'recover ' + k[:-1]
        if k == 'backdate':
            d = self.span()
            if s.turns and r.random() < .6:
                t = s.turns[-1][0]
                prev = s.turns[-2][0] if len(s.turns) > 1 else t - 10 * MIN
                d = max(SEC, r.randint(0, max(1, (t - prev) // SEC)) * SEC)
                if r.random() < .3:
                    pts = [p for p in self.interesting(s, now)[0] if prev < p < t]
                    if pts:
                        d = max(SEC, (t - r.choice(pts)) // SEC * SEC)
            return 'backdate ' + self.spantext(d)
        if k == 'gap':
            return 'exclude-gap'
        if k in ('sleep', 'crash'):
            d = r.choice([r.randint(1, 60), r.randint(1, 300), r.randint(1, 900), 60, 300]) * SEC
            if r.random() < .3:
                pts = [p for p in self.interesting(s, now)[0] if now < p < now + 20 * MIN]
                if pts:
                    d = max(SEC, (r.choice(pts) - now) // SEC * SEC + r.choice([0, 0, 30, -30, 60]) * SEC)
            return '%s %s' % (k, self.spantext(max(SEC, d)))
        if k == 'step':
            return 'clock-step ' + r.choice(['+', '-', '']) + self.spantext(r.choice([60, 3600, 7200, 5]) * SEC)
        raise AssertionError(k)

    def likely(self, k, s, now, ps, spent):
        """False for what would most often be refused here."""
        e = self.eng
        live = s.started and not s.ended
        if k == 'resume':
            return s.pause is not None
        if k == 'rename':
            return s.pause is not None
        if k == 'pause':
            return s.pause is None
        if k == 'begin':
            return live and e.waits_until(s, now) is not None
        if k in ('trimr', 'dropr', 'extendr'):
            return any(p[2] < p[3] for p in ps)
        if k == 'gap':
            return len(e.gaps) > len(s.excluded)
        if k == 'trim':
            return live and s.budget[s.cur] > spent[s.cur]
        if k == 'undo':
            return bool(e.history)
        if k == 'fixnone':
            return any(f is not None and s.status[e.plan.acts[i].phases[0]] in ('pending', 'current') for i, f in enumerate(s.fixed))
        return True

    def add(self, text):
        self.lines.append(text)
        o = self.eng.line(text)
        if o is not None:
            self.objects.append(o)

    def make(self):
        r, e = self.r, self.eng
        n = r.choice([r.randint(10, 25), r.randint(15, 40), r.randint(25, 60)])
        want_start = r.choice([0, 1, 1, 2, 4])
        over = 0
        if r.random() < .1:
            self.lines.append('# a script')
            self.lines.append('')
        while len(self.lines) < n:
            s = ref.fold(self.plan, e.history)
            last = e.last_offset
            o = self.advance(s, last)
            if not s.started and o > last + 30 * MIN:
                o = last
            now = e.zero + o
            asleep, gaps = e.asleep, None
            if asleep is not None:                 # the gap is recorded when the next line comes
                e.gaps.append(asleep)
            _, ps, spent = self.interesting(s, now)
            w = dict(READY if not s.started else DONE if s.ended else LIVE)
            if not s.started and want_start <= len(self.lines):
                w['start'] = 60
            if s.pause is not None:
                w['next'] *= .6
            if s.started and not s.ended and e.waits_until(s, now) is not None:
                w.update(begin=16, fix=12, backdate=11, pause=10, sleep=6, next=10, extend=6, allot=8)
            if s.started and not s.ended and e.waits_until(s, now) is None and any(
                    e.at(s, a.i, now) is not None and e.at(s, a.i, now) > now and s.status[a.phases[0]] == 'pending'
                    for a in e.plan.acts):
                w.update(next=28, gotofix=12)
            if s.pause is not None:
                w.update(resume=24)
            if any(p[2] < p[3] for p in ps) and s.started and not s.ended:
                w.update(trimr=9, dropr=9, extendr=6)
            if len(e.gaps) > len(s.excluded) and s.started:
                w['gap'] = 14
            if s.started and not s.ended and sum(x == 'pending' for x in s.status) <= 1:
                w.update(back=12, take=12, goto=9, next=8, undo=18)
            if s.cur is not None and any(s.status[p] == 'pending' and p < s.cur for p in e.plan.phases[s.cur].act.phases):
                w.update(skipact=8, take=10)
            if self.old:
                for k in NEW:
                    w.pop(k, None)
            ks = list(w)
            text = None
            for _ in range(6):
                k = r.choices(ks, [w[x] for x in ks])[0]
                if not self.likely(k, s, now, ps, spent) and r.random() > .12:
                    continue
                text = self.command(k, s, now, spent)
                word, *args = text.split()
                if word in ('show', 'sleep', 'crash', 'clock-step', 'undo'):
                    break
                if word in ('extend', 'trim', 'backdate'):
                    args = [' '.join(args)]
                if word == 'allot':
                    args = [args[0], ' '.join(args[1:])]
                keep = list(e.history)
                ref_ = e.do(word, args, now)
                e.history = keep
                if ref_ is None or r.random() < .3:
                    break
            else:
                text = text or 'show'
            if asleep is not None:
                e.gaps.pop()
            over = over + 1 if s.ended else 0
            line = '%s %s' % (off(o, r), text)
            if r.random() < .03:
                line += '   # ' + text
            self.add(line)
            if over > 9:
                break
        if r.random() < .03:
            bad = r.choice(['%s hop', '%s pause coffee', '%s extend', '%s next now', '%s recover', '%s credit', '0:61 show',
                            '%s extend 0s', '%s until tomorrow', '0:00 show', '%s', 'x next', '%s skip all', '1:61:00 show',
                            '%s backdate 5', '%s goto', '%s recover cut', '%s allot a', '%s sleep'])
            if '%s' in bad:
                bad = bad % off(e.last_offset)
            try:
                self.add(bad)
            except ref.Unreadable:
                pass
        return self.lines


def one(seed, i, old=False):
    """A case: dict plan, yaml, script (lines), args, objects (the reference's), bad (line that cannot be read)."""
    r = random.Random('%s/%s/%s' % (seed, i, old))
    a, start, zone = flags(r)
    d = plan_for(r, old, start, zone)
    plan = ref.Plan(d)
    if r.random() < .3:
        T = start + plan.duration + r.choice([0, 5, -5, 10, -10, -20, -2, 1]) * MIN
        a['end'] = inst(T // SEC * SEC, r.choice(ZONES) * MIN)
    opt = {k: ref.flag_instant(v) for k, v in a.items()}
    eng = ref.Engine(plan, opt.get('start'), opt.get('end'), opt.get('zero'))
    s = Script(r, plan, eng, old)
    s.make()
    return {'plan': d, 'yaml': yaml(d), 'script': s.lines, 'args': a, 'objects': s.objects, 'ref': plan, 'opt': opt}


def save(case, d):
    os.makedirs(d, exist_ok=True)
    open(d + '/plan.yaml', 'w', encoding='utf-8').write(case['yaml'])
    json.dump(case['plan'], open(d + '/plan.json', 'w', encoding='utf-8'), ensure_ascii=False, indent=1)
    open(d + '/script.txt', 'w', encoding='utf-8').write('\n'.join(case['script']) + '\n')
    json.dump(case['args'], open(d + '/args.json', 'w'))


def main(argv):
    old = '--old' in argv
    pos = [a for a in argv if not a.startswith('--')]
    if len(pos) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    for i in range(int(pos[1])):
        save(one(pos[0], i, old), '%s/%05d' % (pos[2], i))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
