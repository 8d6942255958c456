#!/usr/bin/env python3
"""A second implementation of timing.md, from its text alone.

    ref.py PLAN.json SCRIPT [--start I] [--end I] [--zero I] [--choice KEY=VALUE ...]

The plainest way: a list of the commands that stand, each with the instant it was
given at and with what it decided; every answer folds that list from nothing.
All times are whole milliseconds (instants: since 1970 in UTC).
"""
import calendar, datetime, json, re, sys, time

MIN = 60000
# Places where the text leaves a choice (NOTES.md); the first value is the reading taken.
CHOICES = {
    'begun': ('given', 'time'),            # "a turn given at its `at` or later": when given / effective time
    'visit': ('first', 'any'),             # ends a visit of the first phase / of any phase of the fixed activity
    'forget': ('memory', 'any'),           # `next` entering a remembered phase by its first rule forgets it: no / yes
    'fixsame': ('instant', 'set'),         # `fix` "changes nothing": equal instant / equal instant also set by fix
    'back': ('contract', 'old'),           # old: the phase before in plan order, whatever it is (to try the harness with)
    'latest': ('contract', 'old'),         # old: backwards in plan order
    'until': ('contract', 'old'),          # old: refused where that is the hard end already
    'start': ('contract', 'old'),          # old: the first phase, whatever it is
    'drop': ('contract', 'old'),           # old: also what has spent something
    'extend': ('contract', 'old'),         # old: by what lacks, not in whole minutes
}
DEFAULT = {k: v[0] for k, v in CHOICES.items()}


class Unreadable(Exception):
    pass


# ---------------------------------------------------------------- reading
SPAN_UNITS = {'h': 3600, 'm': 60, 'min': 60, 's': 1}


def span(text):
    """`45s`, `5m`, `1m30s`, `1h30m`, `5 min`: whole seconds above zero, in ms."""
    t = text.strip()
    if not re.fullmatch(r'(\d+\s*(h|min|m|s)\s*)+', t):
        raise Unreadable('not a span: %r' % text)
    total = 0
    last = 99999
    for n, u in re.findall(r'(\d+)\s*(h|min|m|s)', t):
        if SPAN_UNITS[u] >= last:
            raise Unreadable('units out of order: %r' % text)
        last = SPAN_UNITS[u]
        total += int(n) * SPAN_UNITS[u]
    if total <= 0:
        raise Unreadable('a span is above zero: %r' % text)
    return total * 1000


RFC = re.compile(r'(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)')


def instant(text):
    """RFC 3339 -> (ms, offset of its zone in ms)."""
    m = RFC.fullmatch(text)
    if not m:
        raise Unreadable('not an instant: %r' % text)
    y, mo, d, h, mi, s = (int(x) for x in m.groups()[:6])
    try:
        datetime.datetime(y, mo, d, h, mi, s)
    except ValueError as e:
        raise Unreadable(str(e))
    frac = int(round(float(m.group(7) or '0') * 1000))
    z = m.group(8)
    off = 0
    if z not in 'Zz':
        zh, zm = int(z[1:3]), int(z[4:6])
        if zh > 23 or zm > 59:
            raise Unreadable('not an instant: %r' % text)
        off = (zh * 60 + zm) * MIN * (-1 if z[0] == '-' else 1)
    ms = calendar.timegm((y, mo, d, h, mi, s)) * 1000 + frac - off
    return ms, off


def flag_instant(text):
    """A flag: RFC 3339, or HH:MM (today, local time)."""
    m = re.fullmatch(r'(\d\d?):(\d\d)', text)
    if m:
        h, mi = int(m.group(1)), int(m.group(2))
        if h > 23 or mi > 59:
            raise Unreadable('not a time of day: %r' % text)
        lt = time.localtime()
        t = time.mktime((lt.tm_year, lt.tm_mon, lt.tm_mday, h, mi, 0, 0, 0, -1))
        return int(t) * 1000, time.localtime(t).tm_gmtoff * 1000
    return instant(text)


def offset(text):
    m = re.fullmatch(r'(?:(\d+):)?(\d+):(\d\d)', text)
    if not m:
        raise Unreadable('not an offset: %r' % text)
    h, mi, s = m.group(1), int(m.group(2)), int(m.group(3))
    if s > 59 or (h is not None and mi > 59):
        raise Unreadable('not an offset: %r' % text)
    if h is not None and len(m.group(2)) != 2:
        raise Unreadable('not an offset: %r' % text)
    return (int(h or 0) * 3600 + mi * 60 + s) * 1000


def rfc(ms):
    s, f = divmod(ms, 1000)
    d = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=s)
    t = d.strftime('%Y-%m-%dT%H:%M:%S')
    if d.year < 1000:
        t = '%04d' % d.year + t[t.index('-'):]
    if f:
        t += ('.%03d' % f).rstrip('0')
    return t + 'Z'


def num(ms):
    return ms // 1000 if ms % 1000 == 0 else ms / 1000


# ---------------------------------------------------------------- the plan
class Phase:
    __slots__ = ('i', 'act', 'n', 'budget', 'floor', 'rank')


class Activity:
    __slots__ = ('i', 'id', 'phases', 'at', 'spare', 'optional', 'rank', 'brk')


RANK = {'first': 0, 'last': 2, None: 1}


class Plan:
    def __init__(self, d):
        self.duration = span(d['duration'])
        self.acts, self.phases, self.by_id = [], [], {}
        for a in d['activities']:
            A = Activity()
            A.i = len(self.acts)
            A.id = a['id']
            A.at = None
            if a.get('at'):
                h, m = a['at'].split(':')
                A.at = (int(h) * 60 + int(m)) * MIN
            A.spare = bool(a.get('spare'))
            A.optional = bool(a.get('optional'))
            A.rank = RANK[a.get('cut')]
            A.brk = a.get('kind') == 'break'
            A.phases = []
            raw = a.get('phases') or [a]
            for n, p in enumerate(raw, 1):
                P = Phase()
                P.i, P.act, P.n = len(self.phases), A, n
                P.budget = span(p['duration'])
                P.rank = RANK[p.get('cut')] if p.get('cut') else A.rank
                if p.get('protect') or a.get('protect'):
                    P.floor = P.budget
                elif p.get('at_least'):
                    P.floor = span(p['at_least'])
                elif A.brk:
                    P.floor = P.budget
                else:
                    half = -(-P.budget // (2 * MIN)) * MIN     # half, rounded up to a whole minute
                    P.floor = min(P.budget, half)
                self.phases.append(P)
                A.phases.append(P.i)
            self.acts.append(A)
            self.by_id[A.id] = A
        self.n = len(self.phases)


# ---------------------------------------------------------------- the state, folded
class State:
    """What the standing commands made. Time is not in here but as the times of turns."""

    def __init__(self, plan):
        self.plan = plan
        self.status = ['skipped' if p.act.spare else 'pending' for p in plan.phases]
        self.budget = [p.budget for p in plan.phases]
        self.cur = None
        self.memory = []                     # remembered phases, the newest last
        self.ever = set()                    # phases that were current
        self.fixed = [None if a.at is None else ('plan', a.at) for a in plan.acts]
        self.until = None
        self.extra = 0
        self.extra_since_until = False
        self.turns = []                      # each: [time, phase, visit, pause]
        self.visits = []                     # each: [phase, at when it ended, or 'open']
        self.kinds = []                      # kinds of the pauses, by number
        self.pause = None                    # number of the pause under way
        self.excluded = set()
        self.started = self.ended = False

    def copy(self):
        s = State.__new__(State)
        s.__dict__.update(self.__dict__)
        for k in ('status', 'budget', 'memory', 'fixed'):
            setattr(s, k, list(getattr(self, k)))
        return s


def fold(plan, history):
    s = State(plan)
    for e in history:
        for p, st in e.get('status', {}).items():
            s.status[p] = st
        for p, b in e.get('budget', {}).items():
            s.budget[p] = b
        if 'visit_at' in e:                  # this turn ends the visit under way
            s.visits[-1][1] = e['visit_at']
        for a, spec in e.get('fixed', {}).items():
            s.fixed[a] = spec
        if 'memory' in e:
            s.memory = list(e['memory'])
        if 'until' in e:
            s.until, s.extra, s.extra_since_until = e['until'], 0, False
        if e.get('extra'):
            s.extra += e['extra']
            s.extra_since_until = True
        if 'exclude' in e:
            s.excluded.add(e['exclude'])
        if 'rename' in e:
            s.kinds[s.pause] = e['rename']
        if 'shift' in e:
            s.turns[-1][0] -= e['shift']
        if e.get('turn'):
            if 'cur' in e:                   # opens a visit, or ends the delivery
                s.cur = e['cur']
                if s.cur is not None:
                    s.visits.append([s.cur, 'open'])
                    s.ever.add(s.cur)
            if 'pause' in e:
                if e['pause'] is None:
                    s.pause = None
                else:
                    s.kinds.append(e['pause'])
                    s.pause = len(s.kinds) - 1
            s.started = True
            if e.get('end'):
                s.ended = True
                s.pause = None
            s.turns.append([e['given'], s.cur, len(s.visits) - 1, s.pause])
    return s


# ---------------------------------------------------------------- the engine
class Engine:
    def __init__(self, plan, start=None, end=None, zero=None, choices=None):
        self.plan = plan
        self.c = dict(DEFAULT, **(choices or {}))
        self.zone = 0
        self.start = self.end = None
        if zero is not None:
            zero, self.zone = zero
        if start is not None:
            self.start, self.zone = start
        if end is not None:
            self.end = end[0]
        if zero is None:
            zero = self.start if self.start is not None else instant('2000-01-03T10:00:00Z')[0]
        self.zero = zero
        self.history = []
        self.gaps = []                       # recorded, in order: (begin, end)
        self.asleep = None                   # a gap that ends at a later line
        self.last_offset = 0
        self.first = True

    # ---- instants
    def sched(self, s, now):
        if self.start is not None:
            return self.start
        return s.turns[0][0] if s.started else now

    def time_of_day(self, tod, ss):
        """That time of day at the one instant in [ss - 6 h, ss + 18 h)."""
        lo = ss - 6 * 60 * MIN
        day = (lo + self.zone) // (1440 * MIN) * (1440 * MIN)
        t = day + tod - self.zone
        while t < lo:
            t += 1440 * MIN
        return t

    def at(self, s, a, now):
        spec = s.fixed[a]
        if spec is None:
            return None
        if spec[0] == 'plan':
            return self.time_of_day(spec[1], self.sched(s, now))
        return spec[1]

    def hard(self, s, now):
        if s.until is not None:
            base = s.until
        elif self.end is not None:
            base = self.end
        else:
            base = self.sched(s, now) + self.plan.duration
        return base + s.extra

    # ---- time charged
    def charge(self, s, now):
        """spent of each phase, and paused time of each kind."""
        spent = [0] * self.plan.n
        paused = {}
        gaps = [self.gaps[i] for i in sorted(s.excluded)]

        def net(a, b):                       # length of [a, b) outside excluded gaps
            if b <= a:
                return 0
            n = b - a
            for g0, g1 in gaps:
                n -= max(0, min(b, g1) - max(a, g0))
            return n

        T = s.turns
        for i, (t, p, v, pause) in enumerate(T):
            if p is None:                    # after the end
                continue
            until = T[i + 1][0] if i + 1 < len(T) else now
            if pause is not None:
                k = s.kinds[pause]
                paused[k] = paused.get(k, 0) + net(t, until)
                continue
            at = s.visits[v][1]
            if at == 'open':
                at = self.first_at(s, p, now)
            if at is not None and at > t:
                w = min(at, until)
                paused['wait'] = paused.get('wait', 0) + net(t, w)
                t = w
            spent[p] += net(t, until)
        if s.started:
            b = T[0][0]
            e = T[-1][0] if s.ended else now
            for g0, g1 in gaps:
                paused['gap'] = paused.get('gap', 0) + max(0, min(e, g1) - max(b, g0))
        return spent, paused

    def first_at(self, s, p, now):
        """The `at` of which p is the first phase, or None."""
        P = self.plan.phases[p]
        if P.n != 1:
            return None
        return self.at(s, P.act.i, now)

    def waits_until(self, s, now):
        """The `at` the current phase waits for, or None."""
        if s.cur is None:
            return None
        at = self.first_at(s, s.cur, now)
        return at if at is not None and now < at else None

    # ---- order
    def successor(self, status, memory, cur):
        plan = self.plan
        for q in plan.phases[cur].act.phases:
            if q > cur and status[q] == 'pending':
                if self.c['forget'] == 'any':
                    for i in range(len(memory) - 1, -1, -1):
                        if memory[i] == q:
                            return q, memory[:i]
                return q, memory
        for i in range(len(memory) - 1, -1, -1):
            if status[memory[i]] == 'pending':
                return memory[i], memory[:i]
        for q in list(range(cur + 1, plan.n)) + list(range(plan.n)):
            if status[q] == 'pending':
                return q, memory
        return None, memory

    def way(self, s):
        if s.ended:
            return []
        if not s.started:
            return [p for p in range(self.plan.n) if s.status[p] == 'pending']
        status, memory, cur, out = list(s.status), list(s.memory), s.cur, []
        status[cur] = 'done'
        while True:
            cur, memory = self.successor(status, memory, cur)
            if cur is None:
                return out
            out.append(cur)
            status[cur] = 'done'

    # ---- rules 4 and 7
    def walk(self, s, spent, now):
        """way, promises [(activity index or None, place on the way, at, arrival)], projected end"""
        way = self.way(s)
        hard = self.hard(s, now)
        if s.ended:
            T = s.turns[-1][0]
            return way, [(None, 0, hard, T)], T
        if s.started:
            w = self.waits_until(s, now)
            T = (now if w is None else w) + max(0, s.budget[s.cur] - spent[s.cur])
        else:
            T = max(now, self.sched(s, now))
        promises = []
        for k, p in enumerate(way):
            at = self.first_at(s, p, now)
            if at is not None:
                promises.append((self.plan.phases[p].act.i, k, at, T))
                T = max(T, at)
            T += max(0, s.budget[p] - spent[p])
        promises.append((None, len(way), hard, T))
        return way, promises, T

    def planned_end(self, s, now):
        ss = T = self.sched(s, now)
        for P in self.plan.phases:
            if P.act.spare:
                continue
            if P.n == 1 and P.act.at is not None:
                T = max(T, self.time_of_day(P.act.at, ss))
            T += P.budget
        return T

    def latest(self, s, spent, now):
        out = {}
        L = self.hard(s, now)
        for p in reversed(sorted(self.way(s)) if self.c['latest'] == 'old' else self.way(s)):
            P = self.plan.phases[p]
            L -= max(0, min(P.floor, s.budget[p]) - spent[p])
            at = self.first_at(s, p, now)
            if at is not None:
                L = min(L, at)
            if P.n == 1:
                out[P.act.id] = L
        return out

    # ---- recovery
    def reach(self, way, promises, k):
        """Phases before the k-th promise, from the last kept promise before it on."""
        a = 0
        for _, place, at, arr in promises[:k]:
            if at - arr >= 0:
                a = place
        return way[a:promises[k][1]]

    def recover(self, s, option, spent, now):
        _, before, _ = self.walk(s, spent, now)
        if all(at - arr >= 0 for _, _, at, arr in before):
            return 'no promise is missed'
        s = s.copy()
        orig = s.copy()
        fixed_changed, status_changed = {}, {}
        added = 0
        done = set()
        while True:                          # the promises along the way, each once
            way, promises, _ = self.walk(s, spent, now)
            k = next((k for k, p in enumerate(promises) if p[0] not in done), None)
            if k is None:
                break
            who = promises[k][0]
            done.add(who)
            slack = promises[k][2] - promises[k][3]
            if slack >= 0:
                continue
            minutes = -(slack // MIN)            # -slack in minutes, rounded up
            if option == 'extend':
                if who is None:
                    added = -slack if self.c['extend'] == 'old' else minutes * MIN
                    s.extra += added
                else:
                    s.fixed[who] = fixed_changed[who] = ('inst', promises[k][2] + minutes * MIN)
            elif option == 'trim':
                caps = []
                for p in self.reach(way, promises, k):
                    P = self.plan.phases[p]
                    cap = max(0, s.budget[p] - max(P.floor, spent[p])) // MIN
                    caps.append((P.rank, -cap, -p))
                for _, mcap, mp in sorted(caps):
                    give = min(-mcap, minutes)
                    s.budget[-mp] -= give * MIN
                    minutes -= give
            else:                            # drop
                while True:
                    way, promises, _ = self.walk(s, spent, now)
                    k = [p[0] for p in promises].index(who)
                    if promises[k][2] - promises[k][3] >= 0:
                        break
                    r = set(self.reach(way, promises, k))
                    cands = [a for a in self.plan.acts if a.optional and all(
                        s.status[p] == 'pending' and p in r and
                        (spent[p] == 0 or self.c['drop'] == 'old') for p in a.phases)]
                    if not cands:
                        break
                    a = min(cands, key=lambda a: (a.rank, -a.i))
                    for p in a.phases:
                        s.status[p] = status_changed[p] = 'skipped'
        _, after, _ = self.walk(s, spent, now)
        was = {w: at - arr for w, _, at, arr in before}
        if not any(at - arr > was[w] for w, _, at, arr in after):
            return 'nothing would be gained'
        budget = {p: s.budget[p] for p in range(self.plan.n) if s.budget[p] != orig.budget[p]}
        return {'budget': budget, 'status': status_changed, 'fixed': fixed_changed, 'extra': added}

    # ---- commands
    BEFORE = {'start', 'allot', 'fix', 'until', 'recover', 'undo'}
    AFTER = {'backdate', 'exclude-gap', 'undo'}

    def do(self, word, args, now):
        """Carries a command out. A string: refused, and why."""
        s = fold(self.plan, self.history)
        if word == 'start' and s.started:
            return 'already started'
        if not s.started and word not in self.BEFORE:
            return 'not started'
        if s.ended and word not in self.AFTER:
            return 'the delivery has ended'
        if word == 'undo':
            if not self.history:
                return 'nothing to undo'
            self.history.pop()
            return None
        e = self.decide(s, word, args, now)
        if isinstance(e, str):
            return e
        e['given'] = now
        e['word'] = word
        self.history.append(e)
        return None

    def target(self, arg):
        """ACTIVITY[/N] -> (phase, had N), or None where the plan lacks it."""
        name, n = arg, None
        if '/' in arg:
            name, n = arg.rsplit('/', 1)
            if not re.fullmatch(r'[1-9]\d*', n):
                return None
            n = int(n)
        a = self.plan.by_id.get(name)
        if a is None or (n is not None and not 1 <= n <= len(a.phases)):
            return None
        return a.phases[(n or 1) - 1]

    def leave(self, s, e, now):
        """Into e: the visit under way ends with this turn."""
        e['turn'] = True
        at = self.first_at(s, s.cur, now)
        e['visit_at'] = at
        P = self.plan.phases[s.cur]
        begun_at = at
        if self.c['visit'] == 'any':
            begun_at = self.at(s, P.act.i, now)
        if begun_at is not None and now >= begun_at:
            e['left'] = (P.act.i, s.fixed[P.act.i], begun_at)
            e.setdefault('fixed', {})[P.act.i] = None

    def move_on(self, s, e, now, status):
        """As `next` does, from the current phase, with e['status'] already set."""
        self.leave(s, e, now)
        st = list(s.status)
        for p, x in status.items():
            st[p] = x
        q, memory = self.successor(st, s.memory, s.cur)
        e['status'] = dict(status)
        if q is None:
            e['end'] = True
            e['cur'] = None
        else:
            e['status'][q] = 'current'
            e['cur'] = q
            e['memory'] = memory
        return e

    def decide(self, s, word, args, now):
        plan = self.plan
        spent, _ = self.charge(s, now)
        e = {}
        if word == 'start':
            for p in range(plan.n):
                if s.status[p] == 'pending' or self.c['start'] == 'old':
                    return {'turn': True, 'cur': p, 'status': {p: 'current'}, 'memory': []}
            return 'nothing pending'
        if word == 'next':
            return self.move_on(s, e, now, {s.cur: 'done'})
        if word == 'skip':
            ch = {s.cur: 'skipped'}
            if args:
                for p in plan.phases[s.cur].act.phases:
                    if s.status[p] == 'pending':
                        ch[p] = 'skipped'
            return self.move_on(s, e, now, ch)
        if word == 'finish':
            self.leave(s, e, now)
            e.update(status={s.cur: 'done'}, cur=None, end=True)
            return e
        if word == 'back':
            q, memory = None, []
            for i in range(len(s.memory) - 1, -1, -1):
                if s.status[s.memory[i]] == 'pending':
                    q, memory = s.memory[i], s.memory[:i]
                    break
            if q is None:
                for p in range(s.cur - 1, -1, -1):
                    if s.status[p] == 'skipped' and p not in s.ever and self.c['back'] != 'old':
                        continue
                    q = p
                    break
            if q is None:
                return 'nothing to go back to'
            self.leave(s, e, now)
            e.update(status={s.cur: 'pending', q: 'current'}, cur=q, memory=memory)
            return e
        if word == 'goto':
            q = self.target(args[0])
            if q is None:
                return 'the plan lacks it'
            if q == s.cur:
                return 'it is the current phase'
            self.leave(s, e, now)
            e['status'] = {}
            if len(args) > 1 and q > s.cur:
                for p in range(s.cur + 1, q):
                    if s.status[p] == 'pending':
                        e['status'][p] = 'skipped'
            e['status'][s.cur] = 'done' if q > s.cur else 'pending'
            e['status'][q] = 'current'
            e.update(cur=q, memory=[])
            return e
        if word == 'take':
            a = plan.by_id.get(args[0])
            if a is None:
                return 'the plan lacks it'
            if a is plan.phases[s.cur].act:
                return 'it is the current activity'
            ps = [p for p in a.phases if s.status[p] in ('pending', 'skipped')]
            if not ps:
                return 'nothing of it is left'
            self.leave(s, e, now)
            e['status'] = {p: 'pending' for p in ps}
            e['status'][s.cur] = 'pending'
            e['status'][ps[0]] = 'current'
            e.setdefault('fixed', {})[a.i] = None
            e.update(cur=ps[0], memory=s.memory + [s.cur], pause=None)
            return e
        if word == 'begin':
            if self.waits_until(s, now) is None:
                return 'it does not wait'
            self.leave(s, e, now)
            e.setdefault('fixed', {})[plan.phases[s.cur].act.i] = None
            e.update(cur=s.cur, pause=None)
            return e
        if word == 'fix':
            a = plan.by_id.get(args[0])
            if a is None:
                return 'the plan lacks it'
            if a.spare:
                return 'a spare activity has no fixed time'
            st = s.status[a.phases[0]]
            if args[1] == 'none':
                if st != 'pending':
                    return 'not pending'
                if s.fixed[a.i] is None:
                    return 'it is not fixed'
                return {'fixed': {a.i: None}}
            if st not in ('pending', 'current'):
                return 'neither pending nor current'
            t = instant(args[1])[0]
            if self.at(s, a.i, now) == t and (self.c['fixsame'] == 'instant' or s.fixed[a.i][0] == 'inst'):
                return 'that is its time already'
            return {'fixed': {a.i: ('inst', t)}}
        if word == 'pause':
            kind = args[0] if args else 'other'
            if s.pause is None:
                return {'turn': True, 'pause': kind}
            if not args or s.kinds[s.pause] == kind:
                return 'paused already'
            return {'rename': kind}
        if word == 'resume':
            if s.pause is None:
                return 'not paused'
            return {'turn': True, 'pause': None}
        if word == 'extend':
            return {'budget': {s.cur: s.budget[s.cur] + span(args[0])}}
        if word == 'trim':
            b = max(s.budget[s.cur] - span(args[0]), spent[s.cur])
            if b >= s.budget[s.cur]:
                return 'nothing is left to trim'
            return {'budget': {s.cur: b}}
        if word == 'allot':
            q = self.target(args[0])
            if q is None:
                return 'the plan lacks it'
            if s.status[q] not in ('current', 'pending'):
                return 'neither current nor pending'
            b = max(span(args[1]), spent[q])
            if b == s.budget[q]:
                return 'it has that already'
            return {'budget': {q: b}}
        if word == 'until':
            t = instant(args[0])[0]
            if s.until == t and not s.extra_since_until or self.c['until'] == 'old' and self.hard(s, now) == t:
                return 'that is set already'
            return {'until': t}
        if word == 'recover':
            return self.recover(s, args[0], spent, now)
        if word == 'backdate':
            d = span(args[0])
            t = s.turns[-1][0]
            if len(s.turns) > 1:
                d = min(d, t - s.turns[-2][0])
            if d <= 0:
                return 'that shifts nothing'
            turn = [x for x in self.history if x.get('turn')][-1]
            if self.c['begun'] == 'time' and 'left' in turn and t - d < turn['left'][2] and word == 'backdate':
                return {'shift': d, 'fixed': {turn['left'][0]: turn['left'][1]}}
            return {'shift': d}
        if word == 'exclude-gap':
            b = s.turns[0][0]
            f = s.turns[-1][0] if s.ended else now
            for i in range(len(self.gaps) - 1, -1, -1):
                g0, g1 = self.gaps[i]
                if i not in s.excluded and min(f, g1) > max(b, g0):
                    return {'exclude': i}
            return 'no gap'
        raise AssertionError(word)

    # ---- the object
    def object(self, now, word, refused=None):
        s = fold(self.plan, self.history)
        plan = self.plan
        spent, paused = self.charge(s, now)
        way, promises, projected = self.walk(s, spent, now)
        hard = self.hard(s, now)
        planned = self.planned_end(s, now)
        o = {'offset_s': num(now - self.zero), 'command': word}
        if refused is not None:
            o['refused'] = refused
        live = s.started and not s.ended
        if not s.started:
            o['state'] = 'ready'
        elif s.ended:
            o['state'] = 'finished'
        elif s.pause is not None:
            o['state'] = 'paused'
        elif self.waits_until(s, now) is not None:
            o['state'] = 'waiting'
        else:
            o['state'] = 'running'
        if live:
            P = plan.phases[s.cur]
            o.update(activity=P.act.id, phase=P.n, budget_s=num(s.budget[s.cur]), spent_s=num(spent[s.cur]),
                     remaining_s=num(s.budget[s.cur] - spent[s.cur]))
        else:
            o.update(activity='', phase=0, budget_s=0, spent_s=0, remaining_s=0)
        o.update(projected_end=rfc(projected), planned_end=rfc(planned), hard_end=rfc(hard),
                 drift_s=num(projected - planned), in_hand_s=num(hard - projected),
                 paused_s={k: num(v) for k, v in paused.items() if v})
        o['latest_start'] = {} if s.ended else {k: rfc(v) for k, v in self.latest(s, spent, now).items()}
        ps = [(('' if a is None else plan.acts[a].id), at, arr, at - arr) for a, _, at, arr in promises]
        o['promises'] = [{'activity': a, 'at': rfc(at), 'arrival': rfc(arr), 'slack_s': num(sl)}
                         for a, at, arr, sl in ps]
        v = min(ps, key=lambda p: p[3]) if any(p[3] < 0 for p in ps) else ps[0]
        o['verdict'] = {'activity': v[0], 'slack_s': num(v[3])}
        at_m = v[1] // MIN
        spare = v[3] // MIN
        o['shown'] = {'arrival': self.hhmm(at_m - spare), 'at': self.hhmm(at_m), 'spare_min': spare}
        o['phases'] = [{'activity': P.act.id, 'phase': P.n, 'status': s.status[P.i], 'budget_s': num(s.budget[P.i]),
                        'spent_s': num(spent[P.i])} for P in plan.phases]
        return o

    def hhmm(self, minutes):
        m = (minutes + self.zone // MIN) % 1440
        return '%02d:%02d' % divmod(m, 60)

    # ---- a line
    KINDS = {'question', 'break', 'incident', 'other'}

    def line(self, text):
        """The object for a line; None for a blank one; Unreadable for one that cannot be read."""
        f = text.split('#', 1)[0].split()
        if not f:
            return None
        off = offset(f[0])
        if off < self.last_offset:
            raise Unreadable('the offset decreases or falls into a sleep')
        if len(f) < 2:
            raise Unreadable('no command')
        word, args = f[1], f[2:]

        def count(lo, hi):
            if not lo <= len(args) <= hi:
                raise Unreadable('%s: wrong number of arguments' % word)
        if word in ('start', 'next', 'back', 'begin', 'resume', 'finish', 'exclude-gap', 'undo', 'show'):
            count(0, 0)
        elif word == 'skip':
            count(0, 1)
            if args and args[0] != 'activity':
                raise Unreadable('unknown option')
        elif word == 'goto':
            count(1, 2)
            if len(args) == 2 and args[1] != 'drop':
                raise Unreadable('unknown option')
        elif word == 'take':
            count(1, 1)
        elif word == 'fix':
            count(2, 2)
            if args[1] != 'none':
                instant(args[1])
        elif word == 'pause':
            count(0, 1)
            if args and args[0] not in self.KINDS:
                raise Unreadable('unknown kind')
        elif word in ('extend', 'trim', 'backdate', 'sleep', 'crash'):
            args = [' '.join(args)]
            span(args[0])
        elif word == 'clock-step':
            args = [' '.join(args)]
            span(args[0].lstrip('+-\u2212') if args[0][:1] in '+-\u2212' else args[0])
        elif word == 'allot':
            count(2, 9)
            args = [args[0], ' '.join(args[1:])]
            span(args[1])
        elif word == 'until':
            count(1, 1)
            instant(args[0])
        elif word == 'recover':
            count(1, 1)
            if args[0] not in ('trim', 'drop', 'extend'):
                raise Unreadable('unknown option')
        else:
            raise Unreadable('unknown command %r' % word)

        now = self.zero + off
        if self.asleep is not None:          # it woke before this line
            self.gaps.append(self.asleep)
            self.asleep = None
        self.last_offset = off
        refused = None
        if word in ('sleep', 'crash'):
            d = span(args[0])
            self.asleep = (now, now + d)
            self.last_offset = off + d
        elif word not in ('show', 'clock-step'):
            refused = self.do(word, args, now)
        return self.object(now, word, refused)


def run(plan, lines, start=None, end=None, zero=None, choices=None):
    """(objects, number of the unreadable line or None, reason)."""
    eng = Engine(plan, start, end, zero, choices)
    out = []
    for n, l in enumerate(lines, 1):
        try:
            o = eng.line(l)
        except Unreadable as e:
            return out, n, str(e)
        if o is not None:
            out.append(o)
    return out, None, None


def main(argv):
    pos, opt, choices = [], {}, {}
    it = iter(argv)
    for a in it:
        if a.startswith('--'):
            k, _, v = a.partition('=')
            if not _:
                v = next(it, None)
            if k in ('--start', '--end', '--zero') and v is not None:
                try:
                    opt[k[2:]] = flag_instant(v)
                except Unreadable as e:
                    print('%s: %s' % (k, e), file=sys.stderr)
                    return 2
            elif k == '--choice':
                ck, _, cv = v.partition('=')
                choices[ck] = cv
            else:
                print('unknown flag %s' % k, file=sys.stderr)
                return 2
        else:
            pos.append(a)
    if len(pos) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        plan = Plan(json.load(open(pos[0], encoding='utf-8')))
    except Exception as e:
        print('%s: %s' % (pos[0], e), file=sys.stderr)
        return 1
    try:
        text = sys.stdin.read() if pos[1] == '-' else open(pos[1], encoding='utf-8').read()
    except OSError as e:
        print(e, file=sys.stderr)
        return 2
    out, bad, why = run(plan, text.splitlines(), opt.get('start'), opt.get('end'), opt.get('zero'), choices)
    for o in out:
        print(json.dumps(o))
    if bad is not None:
        print('%s:%d: %s' % (pos[1], bad, why), file=sys.stderr)
        return 2
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
