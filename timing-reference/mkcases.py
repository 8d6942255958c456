#!/usr/bin/env python3
"""Writes ./cases: the table worked out by hand (the figures stand here as written down, nothing is run).

An expectation is (number of the object, from 1; -1 the last; {path: value}); paths: a field, `paused_s.wait` (0 where
absent), `latest_start.b` ('-' where it must be absent), `promises` (the ids in order), `promises.s.slack_s`,
`phases.b/1.status`, `refused` (true/false; false is understood). '@10:41' is 2000-01-03T10:41:00Z.
"""
import json, os, re, shutil
import gen

HERE = os.path.dirname(os.path.abspath(__file__)) + '/cases'
CASES = []


def A(id, d, **k):
    a = {'id': id, 'title': id.upper()}
    if isinstance(d, str):
        a['duration'] = d
    else:
        a['phases'] = [dict({'name': 'p%d' % (i + 1)}, **(p if isinstance(p, dict) else {'duration': p})) for i, p in enumerate(d)]
    a.update(k)
    return a


def case(name, plan, script, expect, why, **args):
    CASES.append((name, plan, script, expect, why, args))


def P(duration, *acts):
    return {'title': 'Case', 'duration': duration, 'activities': list(acts)}


START = '2000-01-03T10:00:00Z'
EARLY = P('60m', A('a', '10m'), A('s', '10m', at='10:30'), A('c', '10m'))
FOUR = P('60m', A('a', '10m'), A('b', '10m'), A('c', '10m'), A('d', '10m'))

# ------------------------------------------------------------------ promises, slack, verdict, shown
case('promise-ahead', EARLY, '0:00 start', [(1, {
    'state': 'running', 'projected_end': '@10:50', 'planned_end': '@10:50', 'hard_end': '@11:00', 'drift_s': 0, 'in_hand_s': 600,
    'promises': ['s', ''], 'promises.s.at': '@10:30', 'promises.s.arrival': '@10:10', 'promises.s.slack_s': 1200,
    'promises..at': '@11:00', 'promises..arrival': '@10:50', 'promises..slack_s': 600,
    'verdict': {'activity': 's', 'slack_s': 1200}, 'shown': {'arrival': '10:10', 'at': '10:30', 'spare_min': 20},
    'latest_start.c': '@10:55', 'latest_start.s': '@10:30', 'latest_start.a': '-'})],
    'T = 10:00 + 10 = 10:10 (arrival), max with 10:30, + 10 + 10 = 10:50. Nothing is missed: the first promise is the verdict. '
    'Latest: 11:00 - 5 (half of 10) = 10:55 for c; 10:50 for s, but not after its at 10:30.')
case('lost-before-slack-costs-nothing', EARLY, '0:00 start\n25:00 show\n30:01 show', [
    (2, {'projected_end': '@10:50', 'promises.s.slack_s': 300, 'promises..slack_s': 600, 'verdict': {'activity': 's', 'slack_s': 300}, 'remaining_s': -900}),
    (3, {'projected_end': '@10:50:01', 'promises.s.slack_s': -1, 'promises..slack_s': 599, 'verdict': {'activity': 's', 'slack_s': -1},
         'shown': {'arrival': '10:31', 'at': '10:30', 'spare_min': -1}})],
    'At 10:25 a is 15 min over, need 0: arrival 10:25, 5 min to spare, the end unmoved. One second after 10:30 it is missed by 1 s: '
    'floor(-1/60) = -1 min, arrival shown 10:30 + 1.')
case('shown-59-seconds', EARLY, '0:00 start\n29:01 show', [(2, {
    'promises.s.slack_s': 59, 'shown': {'arrival': '10:30', 'at': '10:30', 'spare_min': 0}})],
    'Arrival 10:29:01, slack 59 s: 0 minutes to spare, so the arrival is shown as the at itself.')
case('late-start-misses', EARLY, '25:00 start', [(1, {
    'promises.s.arrival': '@10:35', 'promises.s.slack_s': -300, 'promises..slack_s': 300, 'verdict': {'activity': 's', 'slack_s': -300},
    'shown': {'arrival': '10:35', 'at': '10:30', 'spare_min': -5}, 'planned_end': '@10:50', 'drift_s': 300})],
    'Scheduled 10:00, begun 10:25: arrival 10:35 (5 min late), end 10:55 against 11:00. The missed one is the verdict though the end is kept.',
    start=START)
case('shown-odd-hard-end', P('60m', A('a', '30m')), '0:00 start\n29:45 show\n31:00 show', [
    (1, {'hard_end': '@11:00:30', 'shown': {'arrival': '10:30', 'at': '11:00', 'spare_min': 30}}),
    (3, {'projected_end': '@10:31:30', 'shown': {'arrival': '10:31', 'at': '11:00', 'spare_min': 29}})],
    'Scheduled 10:00:30, so out by 11:00:30, shown 11:00. End 10:30:30: slack 30 min, shown 11:00 - 30 = 10:30. '
    'At 31:00 (10:31:30) a is over: end 10:31:30, slack 29 min exactly, 11:00 - 29 = 10:31.', start='2000-01-03T10:00:30Z')
case('equal-misses-earlier', P('40m', A('a', '10m'), A('s', '10m', at='10:05'), A('t', '10m', at='10:15')), '0:00 start', [(1, {
    'promises': ['s', 't', ''], 'promises.s.slack_s': -300, 'promises.t.slack_s': -300, 'promises..slack_s': 600,
    'verdict': {'activity': 's', 'slack_s': -300}})],
    's arrives 10:10 (-5), t 10:20 (-5), end 10:30 against 10:40. Both lack 5 min: the earlier is named.')
case('lacks-most', P('40m', A('a', '10m'), A('s', '10m', at='10:05'), A('t', '10m', at='10:13')), '0:00 start', [(1, {
    'promises.t.slack_s': -420, 'verdict': {'activity': 't', 'slack_s': -420}, 'shown': {'arrival': '10:20', 'at': '10:13', 'spare_min': -7}})],
    't arrives 10:20 against 10:13: 7 min, more than the 5 of s.')
case('end-lacks-most', P('40m', A('a', '10m'), A('s', '10m', at='10:08'), A('c', '30m')), '0:00 start', [(1, {
    'promises.s.slack_s': -120, 'promises..slack_s': -600, 'verdict': {'activity': '', 'slack_s': -600},
    'shown': {'arrival': '10:50', 'at': '10:40', 'spare_min': -10}})],
    's arrives 10:10 (-2); end 10:10 + 10 + 30 = 10:50 against 10:40 (-10).')
case('promises-in-order-of-the-way', P('60m', A('a', '10m'), A('s', '10m', at='10:40'), A('t', '10m', at='10:20')), '0:00 start\n1:00 goto t', [
    (1, {'promises': ['s', 't', ''], 'promises.s.slack_s': 1800, 'promises.t.arrival': '@10:50', 'promises.t.slack_s': -1800, 'projected_end': '@11:00'}),
    (2, {'state': 'waiting', 'promises': ['s', ''], 'promises.s.arrival': '@10:30', 'promises.s.slack_s': 600, 'projected_end': '@10:50'})],
    'In plan order s (10:10, waits to 10:40, ends 10:50), then t at 10:20: 30 min late; end 11:00. After goto t (a done): t waits to 10:20, '
    'ends 10:30; way: s (arrival 10:30, at 10:40) ends 10:50.')
case('after-the-end', EARLY, '0:00 start\n20:00 finish\n25:00 show', [(3, {
    'state': 'finished', 'activity': '', 'phase': 0, 'budget_s': 0, 'projected_end': '@10:20', 'promises': [''], 'promises..arrival': '@10:20',
    'promises..slack_s': 2400, 'verdict': {'activity': '', 'slack_s': 2400}, 'latest_start.s': '-', 'latest_start.c': '-',
    'phases.s/1.status': 'pending', 'phases.a/1.spent_s': 1200, 'drift_s': -1800})],
    'Finished at 10:20: there is the end alone, 40 min before 11:00; s and c stay pending (not reached). Planned end 10:50.')
# ------------------------------------------------------------------ the time of day
case('at-in-the-zone-of-start', EARLY, '0:00 start', [(1, {
    'promises.s.at': '@08:30', 'promises.s.slack_s': 1200, 'shown': {'arrival': '10:10', 'at': '10:30', 'spare_min': 20}})],
    '10:00+02:00 is 08:00Z, so 10:30 there is 08:30Z; shown in the same zone.', start='2000-01-03T10:00:00+02:00')
case('at-in-the-zone-of-zero', EARLY, '0:00 start', [(1, {
    'promises.s.at': '@05:00', 'promises.s.slack_s': 1200, 'shown': {'arrival': '10:10', 'at': '10:30', 'spare_min': 20}})],
    '--zero 10:00+05:30 is 04:30Z; 10:30 there is 05:00Z.', zero='2000-01-03T10:00:00+05:30')
case('zone-of-start-before-zero', EARLY, '0:00 start', [(1, {
    'promises.s.at': '@10:30', 'promises.s.slack_s': 1200, 'shown': {'arrival': '10:10', 'at': '10:30', 'spare_min': 20}})],
    '--start is written in Z: its zone counts, not that of --zero (which is 10:00Z too).', start=START, zero='2000-01-03T15:30:00+05:30')
case('at-across-midnight', P('60m', A('a', '10m'), A('s', '10m', at='00:15')), '0:00 start', [(1, {
    'promises.s.at': '2000-01-04T00:15:00Z', 'promises.s.slack_s': 2100, 'shown': {'arrival': '23:40', 'at': '00:15', 'spare_min': 35}})],
    'Start 23:30: 00:15 is 45 min after it (the one of that morning 23 h 15 before). Arrival 23:40, 35 min to spare.', start='2000-01-03T23:30:00Z')
case('six-hours-before', P('60m', A('a', '10m'), A('s', '10m', at='04:00'), A('t', '10m', at='03:59')), '0:00 start', [(1, {
    'promises.s.at': '@04:00', 'promises.s.slack_s': -22200, 'promises.t.at': '2000-01-04T03:59:00Z'})],
    '04:00 is not more than 6 h before 10:00: that morning, missed by 6 h 10. 03:59 would be more: the next morning, 17 h 59 after.', start=START)
case('at-moves-with-now-before-start', P('60m', A('a', '10m'), A('s', '10m', at='04:00')), '0:00 show\n0:01 show\n5:00 start\n5:00 backdate 10m', [
    (1, {'promises.s.at': '@04:00'}), (2, {'promises.s.at': '2000-01-04T04:00:00Z', 'planned_end': '2000-01-04T04:10:00Z'}),
    (3, {'promises.s.at': '2000-01-04T04:00:00Z'}), (4, {'promises.s.at': '@04:00', 'hard_end': '@10:55', 'planned_end': '@10:15'})],
    'Without --start the scheduled start is now: at 10:00:00 04:00 is exactly 6 h before, a second later more than that. Started 10:05: next '
    'morning; start backdated to 09:55: 5 h 55 before, that morning again; end 09:55 + 60; planned 09:55 + 10 + 10.')
# ------------------------------------------------------------------ waiting
case('waits-till-at', EARLY, '0:00 start\n8:00 next\n18:00 show\n29:59 show\n30:00 show\n35:00 show', [
    (2, {'state': 'waiting', 'activity': 's', 'spent_s': 0, 'remaining_s': 600, 'projected_end': '@10:50', 'promises': [''],
         'verdict': {'activity': '', 'slack_s': 600}, 'shown': {'arrival': '10:50', 'at': '11:00', 'spare_min': 10}, 'paused_s.wait': 0}),
    (3, {'state': 'waiting', 'paused_s.wait': 600, 'spent_s': 0, 'projected_end': '@10:50', 'drift_s': 0}),
    (4, {'state': 'waiting', 'paused_s.wait': 1319}),
    (5, {'state': 'running', 'paused_s.wait': 1320, 'spent_s': 0}),
    (6, {'state': 'running', 'paused_s.wait': 1320, 'spent_s': 300, 'projected_end': '@10:50'})],
    'Entered 10:08, waits 22 min till 10:30, then runs by itself.')
case('begin-early', EARLY, '0:00 start\n8:00 next\n12:00 begin\n15:00 show\n15:00 begin', [
    (3, {'state': 'running', 'paused_s.wait': 240, 'spent_s': 0, 'projected_end': '@10:32', 'drift_s': -1080}),
    (4, {'paused_s.wait': 240, 'spent_s': 180, 'projected_end': '@10:32', 'promises': ['']}),
    (5, {'refused': True, 'spent_s': 180})],
    'Waited 10:08 to 10:12; then 10:12 + 10 + 10 = 10:32, 18 min before 10:50. It has begun: no second begin.')
case('begin-refused', EARLY, '0:00 begin\n0:00 start\n1:00 begin\n30:00 next\n30:00 begin', [
    (1, {'refused': True, 'state': 'ready'}), (3, {'refused': True}), (4, {'state': 'running', 'activity': 's'}), (5, {'refused': True})],
    'Before start; in an activity that is not fixed; in s at its at exactly (10:30 is no longer to come).')
case('first-phase-waits-from-start', P('60m', A('s', '10m', at='10:05'), A('b', '10m')), '0:00 start\n3:00 show', [
    (1, {'state': 'waiting', 'projected_end': '@10:25', 'planned_end': '@10:25', 'promises': ['']}), (2, {'paused_s.wait': 180, 'spent_s': 0})],
    'start enters s at 10:00, it waits till 10:05; 10:05 + 20.')
case('pause-in-a-wait', EARLY, '0:00 start\n8:00 next\n10:00 pause question\n12:00 show\n14:00 resume\n20:00 show', [
    (4, {'state': 'paused', 'projected_end': '@10:50', 'paused_s.wait': 120, 'paused_s.question': 120}),
    (5, {'state': 'waiting'}), (6, {'state': 'waiting', 'paused_s.wait': 480, 'paused_s.question': 240, 'spent_s': 0})],
    'Wait 10:08-10:10 and 10:14-10:20 = 8 min, the pause 4 min. Where it waits and is paused the state is paused, and T still its at.')
case('pause-across-at', EARLY, '0:00 start\n8:00 next\n28:00 pause\n29:00 show\n35:00 show\n36:00 resume\n37:00 show', [
    (4, {'state': 'paused', 'projected_end': '@10:50'}),
    (5, {'state': 'paused', 'paused_s.wait': 1200, 'paused_s.other': 420, 'spent_s': 0, 'projected_end': '@10:55'}),
    (7, {'state': 'running', 'paused_s.wait': 1200, 'paused_s.other': 480, 'spent_s': 60, 'projected_end': '@10:56'})],
    'Wait 10:08-10:28, pause from 10:28 on over the at. At 10:35 nothing is spent: 10:35 + 10 + 10.')
case('begin-ends-a-pause', EARLY, '0:00 start\n8:00 next\n10:00 pause\n12:00 begin\n13:00 show', [
    (4, {'state': 'running'}), (5, {'paused_s.wait': 120, 'paused_s.other': 120, 'spent_s': 60})],
    'Wait 2, pause 2, then running.')
case('left-before-at-stays-fixed', EARLY, '0:00 start\n8:00 next\n10:00 back\n13:00 next\n14:00 show', [
    (3, {'activity': 'a', 'phases.s/1.status': 'pending', 'promises': ['s', ''], 'promises.s.arrival': '@10:12', 'promises.s.slack_s': 1080,
         'paused_s.wait': 120, 'projected_end': '@10:50'}),
    (4, {'state': 'waiting'}), (5, {'paused_s.wait': 180, 'phases.a/1.spent_s': 660})],
    'The first visit of s waited 10:08-10:10. a has 2 min left: arrival 10:12. s entered again 10:13: waits again. a: 8 + 3 min.')
case('left-after-at-has-begun', EARLY, '0:00 start\n8:00 next\n31:00 back\n32:00 next\n32:30 show', [
    (3, {'activity': 'a', 'phases.s/1.spent_s': 60, 'promises': [''], 'paused_s.wait': 1320, 'projected_end': '@10:52',
         'latest_start.s': '@10:51', 'latest_start.c': '@10:55'}),
    (4, {'state': 'running', 'spent_s': 60}), (5, {'spent_s': 90})],
    's left pending at 10:31, after its at: no promise any more. T = 10:31 + 2 (a) + 9 (s) + 10 (c) = 10:52. Latest: c 11:00 - 5; s takes '
    '5 - 1 = 4 off: 10:51, and no at bounds it.')
case('second-phase-does-not-wait', P('60m', A('a', '10m'), A('s', ['5m', '5m'], at='10:30'), A('c', '10m')), '0:00 start\n5:00 goto s/2', [(2, {
    'state': 'running', 'activity': 's', 'phase': 2, 'phases.s/1.status': 'pending', 'promises': ['s', ''], 'promises.s.arrival': '@10:20',
    'promises.s.slack_s': 600, 'projected_end': '@10:35', 'promises..slack_s': 1500})],
    'Only the first phase waits. Way after s/2: c (the first pending after it), then s/1: 10:05 + 5 + 10 = 10:20, at 10:30, + 5.')
case('waited-through-next', P('60m', A('a', '10m'), A('s', ['5m', '5m'], at='10:30')), '0:00 start\n8:00 next\n10:00 next\n11:00 show', [
    (3, {'state': 'running', 'phase': 2, 'phases.s/1.status': 'done', 'phases.s/1.spent_s': 0, 'promises': ['']}),
    (4, {'spent_s': 60, 'paused_s.wait': 120, 'projected_end': '@10:15'})],
    's/1 left at 10:10 while it waited: done with nothing spent; s/2 runs at once.')
# ------------------------------------------------------------------ fix
THREE = P('60m', A('a', '10m'), A('s', '10m'), A('c', '10m'))
case('fix-current-becomes-waiting', THREE, '0:00 start\n10:00 next\n13:00 fix s 2000-01-03T10:25:00Z\n14:00 undo\n14:00 fix s 2000-01-03T10:25:00Z\n25:00 show\n26:00 show', [
    (3, {'state': 'waiting', 'spent_s': 0, 'paused_s.wait': 180, 'projected_end': '@10:45', 'planned_end': '@10:30', 'drift_s': 900}),
    (4, {'state': 'running', 'spent_s': 240, 'paused_s.wait': 0, 'projected_end': '@10:30'}),
    (5, {'state': 'waiting', 'paused_s.wait': 240}), (6, {'state': 'running', 'paused_s.wait': 900, 'spent_s': 0}), (7, {'spent_s': 60})],
    'The minutes since s was entered (10:10) become waiting; T = 10:25 + 10 + 10. Undone: they were spent after all.')
case('fix-earlier-ends-a-wait', EARLY, '0:00 start\n8:00 next\n12:00 fix s 2000-01-03T10:10:00Z', [(3, {
    'state': 'running', 'paused_s.wait': 120, 'spent_s': 120, 'projected_end': '@10:30'})],
    'With the at at 10:10: waited 10:08-10:10, spent 2 min since; now 10:12 + 8 + 10 = 10:30.')
case('fix-refusals', P('60m', A('a', '10m'), A('s', '10m', at='10:30'), A('x', '10m', spare=True), A('c', '10m')),
     '0:00 start\n1:00 fix s 2000-01-03T10:30:00Z\n1:00 fix s 2000-01-03T11:30:00+01:00\n1:00 fix c none\n1:00 fix x 2000-01-03T10:40:00Z\n'
     '1:00 fix z none\n1:00 fix z 2000-01-03T10:40:00Z\n1:00 fix a none\n8:00 next\n8:00 fix a 2000-01-03T10:20:00Z\n8:00 fix s none\n8:00 fix s 2000-01-03T10:31:00Z', [
         (2, {'refused': True}), (3, {'refused': True}), (4, {'refused': True}), (5, {'refused': True}), (6, {'refused': True}), (7, {'refused': True}),
         (8, {'refused': True}), (9, {'state': 'waiting'}), (10, {'refused': True}), (11, {'refused': True}), (12, {'projected_end': '@10:51'})],
     'Changes nothing (the same instant, in another zone too; none where there is none); a spare one; one the plan lacks; a is current (none) and '
     'later done; s current: none is refused (begin serves), another time is not.')
case('fix-none', EARLY, '0:00 start\n2:00 fix s none\n3:00 undo', [
    (2, {'promises': [''], 'projected_end': '@10:30', 'planned_end': '@10:50', 'verdict': {'activity': '', 'slack_s': 1800}, 'latest_start.s': '@10:50'}),
    (3, {'promises': ['s', ''], 'projected_end': '@10:50', 'promises.s.slack_s': 1200})],
    'No promise: 10:02 + 8 + 10 + 10 = 10:30, in hand 30 min; the planned end keeps the plan\'s own at. Latest: 11:00 - 5 - 5. Undone: 10:10 again.')
case('fix-for-one-that-had-none', THREE, '0:00 fix c 2000-01-03T10:45:00Z\n0:00 start', [
    (1, {'state': 'ready', 'promises': ['c', ''], 'promises.c.slack_s': 1500, 'projected_end': '@10:55', 'planned_end': '@10:30'}),
    (2, {'promises.c.at': '@10:45', 'latest_start.c': '@10:45', 'latest_start.s': '@10:40'})],
    'Arrival 10:20, at 10:45, + 10. Latest: c 11:00 - 5 = 10:55, min 10:45; s 10:45 - 5 = 10:40.')
case('fix-is-an-instant', P('60m', A('a', '10m'), A('s', '10m', at='10:30')), '0:00 fix s 2000-01-03T10:31:00Z\n5:00 start\n5:00 backdate 10m', [
    (2, {'promises.s.at': '@10:31', 'hard_end': '@11:05', 'promises.s.slack_s': 960}),
    (3, {'promises.s.at': '@10:31', 'hard_end': '@10:55', 'phases.a/1.spent_s': 600, 'promises.s.arrival': '@10:05', 'promises.s.slack_s': 1560})],
    'What fix set stays where the scheduled start moves (10:05 to 09:55). At 10:05 a has spent its 10 min: arrival 10:05.')
case('fix-after-begin', EARLY, '0:00 start\n8:00 next\n9:00 begin\n10:00 fix s 2000-01-03T10:20:00Z\n21:00 show', [
    (4, {'state': 'waiting', 'paused_s.wait': 120, 'spent_s': 0, 'projected_end': '@10:40'}), (5, {'paused_s.wait': 720, 'spent_s': 60})],
    'begin closed a visit that waited 10:08-10:09. The visit since 10:09 waits till 10:20: 1 + 11 = 12 min in all.')
case('fix-does-not-reach-back', EARLY, '0:00 start\n8:00 next\n10:00 back\n11:00 fix s 2000-01-03T10:09:00Z', [(4, {
    'paused_s.wait': 120, 'phases.s/1.spent_s': 0, 'promises.s.at': '@10:09', 'promises.s.slack_s': -180})],
    'The at that stood when the visit ended (10:30) decides what of it was waited: 10:08-10:10, whatever fix says later. Arrival: 10:11 + 1 (a: '
    '10 - 8 - 1) = 10:12, 3 min after 10:09.')
# ------------------------------------------------------------------ take
DAY = P('3h', A('a', '45m'), A('b', '45m'), A('break', '15m', kind='break'), A('c', '45m'))
case('break-brought-forward', DAY, '0:00 start\n30:00 take break\n45:00 next\n45:00 show', [
    (2, {'state': 'running', 'activity': 'break', 'phases.a/1.status': 'pending', 'phases.a/1.spent_s': 1800, 'projected_end': '@12:30',
         'latest_start.b': '@12:14', 'latest_start.c': '@12:37', 'latest_start.a': '@12:14'}),
    (3, {'activity': 'a', 'spent_s': 1800, 'remaining_s': 900, 'projected_end': '@12:30', 'phases.break/1.status': 'done'})],
    '10:30 + 15 + 15 (rest of a) + 45 + 45 = 12:30, as before. Way: a, b, c. Latest: 13:00 - 23 (half of 45 rounded up) = 12:37; b 12:14; a takes '
    'max(0, 23 - 30) = 0: 12:14.')
case('nested-takes', FOUR, '0:00 start\n2:00 take c\n4:00 take d\n5:00 next\n6:00 next\n6:00 back', [
    (3, {'activity': 'd', 'projected_end': '@10:40', 'latest_start.b': '@10:55', 'latest_start.a': '@10:52', 'latest_start.c': '@10:49'}),
    (4, {'activity': 'c', 'spent_s': 120, 'phases.d/1.status': 'done'}), (5, {'activity': 'a', 'spent_s': 120, 'phases.c/1.spent_s': 180}),
    (6, {'refused': True})],
    'Way in d: c, a, b. 10:04 + 10 + 8 + 8 + 10 = 10:40. Latest from 11:00: b 5 -> 10:55; a 5 - 2 = 3 -> 10:52; c 3 -> 10:49. Memory is empty in the '
    'end and a is the first phase: nothing to go back to.')
case('back-from-taken', FOUR, '0:00 start\n2:00 take c\n3:00 back\n4:00 next\n5:00 next', [
    (3, {'activity': 'a', 'spent_s': 120, 'phases.c/1.status': 'pending', 'phases.c/1.spent_s': 60}), (4, {'activity': 'b', 'phases.a/1.spent_s': 180}),
    (5, {'activity': 'c', 'spent_s': 60})],
    'back comes back to a and forgets it; c is pending again and comes in its place.')
case('goto-forgets', FOUR, '0:00 start\n1:00 next\n2:00 take d\n3:00 goto c\n4:00 next\n5:00 next', [
    (4, {'activity': 'c', 'phases.d/1.status': 'pending', 'phases.b/1.status': 'pending'}), (5, {'activity': 'd'}), (6, {'activity': 'b', 'phases.d/1.spent_s': 120})],
    'goto c (earlier: d pending) forgets b; next goes to d, the first pending after c, then to b, the first pending.')
case('back-to-none-forgets', P('60m', A('a', '5m'), A('b', '5m'), A('c', '5m'), A('d', '5m'), A('e', '5m')),
     '0:00 start\n1:00 next\n2:00 take e\n3:00 next\n4:00 back', [(4, {'activity': 'b', 'phases.e/1.status': 'done'}), (5, {'activity': 'a', 'phases.b/1.status': 'pending'})],
     'next comes back to b and forgets it; back then goes to the phase before, a.')
case('taken-of-two-phases', P('60m', A('a', '10m'), A('b', '10m'), A('x', ['5m', '5m'], spare=True), A('c', '10m')),
     '0:00 start\n2:00 take x\n3:00 next\n4:00 next\n5:00 show', [
         (1, {'phases.x/1.status': 'skipped', 'phases.x/2.status': 'skipped', 'projected_end': '@10:30', 'planned_end': '@10:30'}),
         (2, {'activity': 'x', 'phase': 1, 'phases.x/2.status': 'pending', 'projected_end': '@10:40', 'planned_end': '@10:30', 'drift_s': 600}),
         (3, {'activity': 'x', 'phase': 2}), (4, {'activity': 'a', 'spent_s': 120}), (5, {'spent_s': 180})],
     'The next phase of its own activity comes before the remembered one. 10:02 + 5 + 5 + 8 + 10 + 10 = 10:40; a spare activity is not in the planned end.')
case('spare-is-passed-over', P('60m', A('a', '10m'), A('x', '10m', spare=True), A('b', '10m')), '0:00 start\n5:00 next\n6:00 back\n7:00 goto x\n8:00 next\n9:00 back', [
    (2, {'activity': 'b'}), (3, {'activity': 'a'}), (4, {'activity': 'x', 'phases.a/1.status': 'done'}), (5, {'activity': 'b', 'phases.x/1.status': 'done'}), (6, {'activity': 'x'})],
    'next and back pass over a skipped phase that never was current; goto enters it whatever its status; once it was current back finds it.')
case('back-to-a-skipped-that-was-current', P('60m', A('a', '10m'), A('b', '10m'), A('c', '10m')), '0:00 start\n1:00 next\n2:00 skip\n3:00 back', [
    (3, {'activity': 'c', 'phases.b/1.status': 'skipped'}), (4, {'activity': 'b', 'spent_s': 60, 'phases.c/1.status': 'pending'})],
    'b was skipped by hand after it was current: back goes there.')
case('skip-activity-of-taken', P('60m', A('a', '10m'), A('b', '10m'), A('x', ['5m', '5m'])), '0:00 start\n2:00 take x\n3:00 skip activity\n4:00 next', [
    (3, {'activity': 'a', 'phases.x/1.status': 'skipped', 'phases.x/2.status': 'skipped', 'phases.x/1.spent_s': 60}), (4, {'activity': 'b'})],
    'Both phases of x skipped, then back to a.')
case('take-refusals', THREE, '0:00 take c\n0:00 start\n1:00 take a\n1:00 take z\n2:00 next\n3:00 take a\n4:00 goto c\n4:00 take s\n5:00 take a', [
    (1, {'refused': True}), (3, {'refused': True}), (4, {'refused': True}), (6, {'refused': True}), (8, {'refused': True}), (9, {'refused': True})],
    'Before start; the current one; one the plan lacks; a is done; s was left by goto to a later one: done too.')
case('take-what-was-dropped', P('60m', A('a', '10m'), A('o', '10m', optional=True), A('c', '10m')), '0:00 start\n1:00 goto c drop\n2:00 take o\n3:00 next', [
    (2, {'activity': 'c', 'phases.o/1.status': 'skipped'}), (3, {'activity': 'o', 'phases.c/1.status': 'pending', 'projected_end': '@10:21'}), (4, {'activity': 'c', 'spent_s': 60})],
    'o was jumped over with drop; take makes it pending and current. 10:02 + 10 + 9 (c) = 10:21; a is done.')
case('take-a-fixed-one', EARLY, '0:00 start\n5:00 take s\n7:00 undo\n8:00 take s\n9:00 next', [
    (2, {'state': 'running', 'activity': 's', 'promises': [''], 'projected_end': '@10:30', 'latest_start.a': '@10:55'}),
    (3, {'activity': 'a', 'spent_s': 420, 'promises': ['s', ''], 'promises.s.slack_s': 1200, 'phases.s/1.spent_s': 0, 'projected_end': '@10:50'}),
    (4, {'state': 'running', 'activity': 's', 'spent_s': 0, 'paused_s.wait': 0}), (5, {'activity': 'a', 'phases.s/1.spent_s': 60, 'promises': ['']})],
    'It begins at once whatever its at: 10:05 + 10 + 5 (a) + 10 (c) = 10:30. Way: a, c; latest: c 10:55, a takes max(0, 5 - 5) = 0: 10:55. Undone: its promise '
    'stands again and the two minutes are a\'s.')
case('take-ends-a-pause', FOUR, '0:00 start\n2:00 pause\n3:00 take c\n4:00 undo\n4:00 show', [
    (3, {'state': 'running', 'activity': 'c', 'paused_s.other': 60}), (4, {'state': 'paused', 'activity': 'a', 'paused_s.other': 120, 'spent_s': 120})],
    'The pause ended with take at 10:03; undone, it never did.')
case('take-out-of-a-wait', EARLY, '0:00 start\n8:00 next\n10:00 take c\n12:00 next\n13:00 show', [
    (3, {'activity': 'c', 'promises': ['s', ''], 'promises.s.arrival': '@10:20', 'promises.s.slack_s': 600, 'projected_end': '@10:40', 'paused_s.wait': 120}),
    (4, {'activity': 's', 'state': 'waiting', 'projected_end': '@10:40'}), (5, {'paused_s.wait': 180})],
    'Left before its at: s stays fixed and is remembered. 10:10 + 10 (c) = 10:20, at 10:30, + 10 = 10:40. Come back to at 10:12 it waits again.')
case('take-out-after-at', EARLY, '0:00 start\n8:00 next\n31:00 take c\n32:00 next\n33:00 show', [
    (3, {'promises': [''], 'projected_end': '@10:50', 'phases.s/1.spent_s': 60}), (4, {'state': 'running', 'activity': 's', 'spent_s': 60}), (5, {'spent_s': 120})],
    'Left after its at: begun. 10:31 + 10 (c) + 9 (s) = 10:50.')
case('take-into-a-half-done-activity', P('60m', A('a', ['5m', '5m']), A('b', '10m')), '0:00 start\n2:00 next\n3:00 take b\n4:00 next\n5:00 next', [
    (3, {'activity': 'b', 'phases.a/2.status': 'pending', 'phases.a/1.status': 'done'}), (4, {'activity': 'a', 'phase': 2, 'spent_s': 60}), (5, {'state': 'finished'})],
    'b, taken from a/2, is done at 10:04; a/2 goes on; after it nothing is pending.')
case('take-the-remembered-one-again', FOUR, '0:00 start\n2:00 take c\n3:00 take a\n4:00 next\n5:00 next', [
    (3, {'activity': 'a', 'spent_s': 120, 'phases.c/1.status': 'pending'}), (4, {'activity': 'c', 'spent_s': 60, 'phases.a/1.status': 'done'}), (5, {'activity': 'd'})],
    'a is taken out of c, so c is remembered after a; a done at 10:04, c comes back; then a is no more pending, and the first pending phase after c '
    'in plan order is d (b comes last).')
# ------------------------------------------------------------------ recovery
case('trim-by-rank', P('58m', A('a', '10m'), A('b', '20m', cut='last'), A('c', '20m', cut='first', at_least='15m'), A('d', '20m')), '0:00 start\n0:00 recover trim\n1:00 undo', [
    (1, {'promises..slack_s': -720}), (2, {'phases.b/1.budget_s': 1200, 'phases.c/1.budget_s': 900, 'phases.d/1.budget_s': 780, 'in_hand_s': 0}),
    (3, {'phases.c/1.budget_s': 1200, 'phases.d/1.budget_s': 1200, 'in_hand_s': -720})],
    '70 min in 58: 12 wanted. Rank 0: c gives 20 - 15 = 5; rank 1: d (cap 10) gives 7; b (rank 2) keeps its 20.')
case('trim-rank-last-at-need', P('50m', A('a', '10m'), A('b', '20m', cut='last'), A('c', '20m', cut='first', at_least='15m'), A('d', '20m')), '0:00 start\n0:00 recover trim', [
    (2, {'phases.b/1.budget_s': 900, 'phases.c/1.budget_s': 900, 'phases.d/1.budget_s': 600, 'in_hand_s': 0})],
    '20 wanted: c 5, d 10, then b 5.')
case('trim-ties-later', P('45m', A('a', '10m'), A('b', '20m'), A('c', '20m')), '0:00 start\n0:00 recover trim', [
    (2, {'phases.b/1.budget_s': 1200, 'phases.c/1.budget_s': 900})], '5 wanted, caps 10 and 10: the later gives.')
case('trim-largest-cap', P('48m', A('a', '10m'), A('b', '20m', at_least='5m'), A('c', '20m')), '0:00 start\n0:00 recover trim', [
    (2, {'phases.b/1.budget_s': 1080, 'phases.c/1.budget_s': 1200})], '2 wanted, caps 15 and 10: b gives.')
case('trim-own-cut-before-activity', P('50m', A('a', '10m'), A('b', [{'duration': '20m', 'cut': 'last'}, {'duration': '10m'}], cut='first'), A('c', '20m')),
     '0:00 start\n0:00 recover trim', [(2, {'phases.b/1.budget_s': 1200, 'phases.b/2.budget_s': 300, 'phases.c/1.budget_s': 900})],
     '60 in 50: 10 wanted. b/2 has its activity\'s first: gives 5; rank 1: c gives 5; b/1 says last.')
case('trim-whole-minutes', P('45m', A('a', '10m'), A('b', '15m30s'), A('c', '20m')), '0:10 start\n0:10 recover trim', [
    (1, {'promises..slack_s': -40, 'verdict': {'activity': '', 'slack_s': -40}, 'shown': {'arrival': '10:46', 'at': '10:45', 'spare_min': -1}}),
    (2, {'phases.c/1.budget_s': 1140, 'in_hand_s': 20, 'shown': {'arrival': '10:45', 'at': '10:45', 'spare_min': 0}})],
    'Scheduled 10:00, begun 10:00:10; 45:30 of phases: 10:45:40, 40 s over. One whole minute from c (cap 10; b: 15:30 - 8 = 7).', start=START)
case('trim-reach-after-a-kept-promise', P('90m', A('a', '10m'), A('b', '40m'), A('s', '10m', at='11:00'), A('c', '20m'), A('d', '10m')), '0:00 start\n0:00 recover trim', [
    (1, {'promises.s.slack_s': 600, 'promises..slack_s': -600}),
    (2, {'phases.b/1.budget_s': 2400, 'phases.c/1.budget_s': 600, 'phases.s/1.budget_s': 600, 'phases.d/1.budget_s': 600, 'in_hand_s': 0})],
    's arrives 10:50, kept; end 11:40 against 11:30. What is cut before s would only be waited away: of s (5), c (10), d (5) c gives 10.')
case('trim-reach-includes-the-promise-itself', P('90m', A('a', '10m'), A('b', '40m'), A('s', '30m', at='11:00'), A('c', '4m')), '0:00 start\n0:00 recover trim', [
    (2, {'phases.b/1.budget_s': 2400, 'phases.s/1.budget_s': 1560, 'phases.c/1.budget_s': 240, 'in_hand_s': 0})],
    'End 11:00 + 30 + 4 = 11:34: 4 wanted; s itself has cap 15 and gives them.')
case('trim-two-promises', P('50m', A('a', '10m'), A('b', '20m'), A('s', '10m', at='10:25'), A('c', '20m')), '0:00 start\n0:00 recover trim\n0:00 recover trim\n0:00 undo', [
    (1, {'promises.s.slack_s': -300, 'promises..slack_s': -600}),
    (2, {'phases.b/1.budget_s': 900, 'phases.s/1.budget_s': 600, 'phases.c/1.budget_s': 900, 'promises.s.slack_s': 0, 'promises..slack_s': 0}),
    (3, {'refused': True}), (4, {'promises.s.slack_s': -300, 'promises..slack_s': -600})],
    'First s: b gives 5, slack 0. Then the end, as it stands: 10:55, 5 lacking, reach from s on: c (10) gives 5. Then nothing is missed.')
case('trim-slack-zero-is-kept', P('40m', A('a', '10m'), A('b', '20m'), A('s', '10m', at='10:30'), A('c', '6m')), '0:00 start\n0:00 recover trim', [
    (1, {'promises.s.slack_s': 0, 'promises..slack_s': -360}),
    (2, {'phases.b/1.budget_s': 1200, 'phases.s/1.budget_s': 300, 'phases.c/1.budget_s': 300, 'in_hand_s': 0})],
    's has a slack of exactly 0, so b (cap 10) is out of reach: 6 wanted, s gives 5, c (cap 3) 1.')
case('trim-not-enough-for-the-first', P('40m', A('a', '10m'), A('b', '6m'), A('s', '10m', at='10:10'), A('c', '20m')), '0:00 start\n0:00 recover trim', [
    (1, {'promises.s.slack_s': -360, 'promises..slack_s': -360}),
    (2, {'phases.b/1.budget_s': 180, 'phases.s/1.budget_s': 600, 'phases.c/1.budget_s': 1020, 'promises.s.slack_s': -180, 'promises..slack_s': 0,
         'verdict': {'activity': 's', 'slack_s': -180}})],
    'b gives its 3 for s (still 3 lacking); then the end lacks 3, with no kept promise before it: of b (0), s (5), c (10) c gives 3.')
case('trim-keeps-a-break-whole', P('50m', A('a', '10m'), A('tea', '30m', kind='break'), A('b', '14m')), '0:00 start\n0:00 recover trim\n0:00 recover trim', [
    (2, {'phases.tea/1.budget_s': 1800, 'phases.b/1.budget_s': 600, 'in_hand_s': 0}), (3, {'refused': True})],
    '54 in 50: 4 wanted; the break has no capacity, b (7) gives 4.')
case('trim-break-with-at-least', P('50m', A('a', '10m'), A('tea', '30m', kind='break', at_least='20m'), A('b', '14m')), '0:00 start\n0:00 recover trim', [
    (2, {'phases.tea/1.budget_s': 1560, 'phases.b/1.budget_s': 840})], 'at_least is the floor of a break too: cap 10 before 7: the break gives 4.')
case('trim-nothing-to-give', P('20m', A('a', '10m'), A('b', '20m', protect=True)), '0:00 start\n0:00 recover trim\n0:00 recover drop', [
    (2, {'refused': True, 'phases.b/1.budget_s': 1200}), (3, {'refused': True})], 'b is protected and not optional; a is current.')
case('trim-before-start', P('60m', A('a', '40m'), A('b', '20m')), '10:00 recover trim\n10:00 start', [
    (1, {'state': 'ready', 'phases.a/1.budget_s': 1800, 'phases.b/1.budget_s': 1200, 'in_hand_s': 0, 'projected_end': '@11:00'}), (2, {'in_hand_s': 0})],
    'Scheduled 10:00, now 10:10: T = 10:10 + 60 = 11:10, 10 lacking. Before the start a is pending too: cap 20, it gives 10.', start=START)
OPT = lambda d: P(d, A('a', '10m'), A('o1', '10m', optional=True, cut='last'), A('o2', '10m', optional=True), A('o3', '10m', optional=True, cut='first'), A('o4', '10m', optional=True), A('z', '10m'))
case('drop-by-rank', OPT('55m'), '0:00 start\n0:00 recover drop', [(2, {
    'phases.o1/1.status': 'pending', 'phases.o2/1.status': 'pending', 'phases.o3/1.status': 'skipped', 'phases.o4/1.status': 'pending', 'in_hand_s': 300})],
    '60 in 55: the one of rank 0 is enough.')
case('drop-last-in-the-plan', OPT('35m'), '0:00 start\n0:00 recover drop', [(2, {
    'phases.o1/1.status': 'pending', 'phases.o2/1.status': 'skipped', 'phases.o3/1.status': 'skipped', 'phases.o4/1.status': 'skipped', 'in_hand_s': 300})],
    '25 lacking: o3, then of rank 1 the last, o4, then o2: 30 min.')
case('drop-out-of-reach', P('60m', A('a', '10m'), A('o1', '10m', optional=True), A('s', '10m', at='10:30'), A('o2', '10m', optional=True), A('z', '25m', protect=True)),
     '0:00 start\n0:00 recover drop', [(1, {'promises.s.slack_s': 600, 'promises..slack_s': -900}),
                                      (2, {'phases.o1/1.status': 'pending', 'phases.o2/1.status': 'skipped', 'promises..slack_s': -300, 'promises.s.slack_s': 600})],
     's is kept, so o1 before it is out of reach. o2 goes; 5 min still lacking, and it is not refused, for the end has more slack than before.')
case('drop-a-fixed-optional', P('27m', A('a', '10m'), A('f', '10m', at='10:08', optional=True), A('c', '10m')), '0:00 start\n0:00 recover drop\n0:00 undo', [
    (1, {'promises.f.slack_s': -120, 'promises..slack_s': -180}), (2, {'promises': [''], 'promises..slack_s': 420, 'phases.f/1.status': 'skipped', 'latest_start.f': '-'}),
    (3, {'promises': ['f', ''], 'phases.f/1.status': 'pending'})],
    'Before f nothing can be dropped. For the end f is in reach (it is missed, so it bounds nothing): dropped, it is no promise any more; 10:20.')
case('drop-the-kept-fixed-one', P('35m', A('a', '10m'), A('k', '10m', at='10:20', optional=True), A('o', '10m', optional=True), A('c', '10m')), '0:00 start\n0:00 recover drop', [
    (1, {'promises.k.slack_s': 600, 'promises..slack_s': -900}), (2, {'phases.k/1.status': 'skipped', 'phases.o/1.status': 'skipped', 'promises': [''], 'in_hand_s': 900})],
    'Reach of the end: from k on. o (the last) first: 10:40, 5 lacking; then k: 10:20.')
case('drop-opens-the-reach', P('28m', A('a', '10m'), A('o', '10m', optional=True), A('k', '10m', at='10:20', optional=True), A('c', '10m')), '0:00 start\n0:00 recover drop', [
    (1, {'promises.k.slack_s': 0, 'promises..slack_s': -720}), (2, {'phases.k/1.status': 'skipped', 'phases.o/1.status': 'skipped', 'in_hand_s': 480})],
    'k is kept with slack 0: reach k, c: k goes (10:30, 2 lacking). Reach anew: no kept promise before the end, o is in it and goes: 10:20.')
case('drop-needs-nothing-spent', P('15m', A('a', '5m'), A('o', ['5m', '10m'], optional=True)), '0:00 start\n1:00 next\n2:00 back\n2:00 recover drop', [
    (3, {'promises..slack_s': -300}), (4, {'refused': True, 'phases.o/1.status': 'pending'})],
    'o/1 has spent a minute: o is not dropped. (T = 10:02 + 4 + 4 + 10 = 10:20, 5 lacking.)')
case('drop-not-the-current', P('15m', A('a', '5m'), A('o', ['5m', '10m'], optional=True)), '0:00 start\n1:00 next\n1:00 recover drop', [(3, {'refused': True, 'activity': 'o'})],
     'Not every phase of o is pending. (T = 10:01 + 15: 1 min lacking.)')
case('extend-a-promise', P('60m', A('a', '20m'), A('s', '10m', at='10:14'), A('c', '10m')), '0:10 start\n0:10 recover extend\n0:10 fix s 2000-01-03T10:21:00Z\n0:20 undo', [
    (1, {'promises.s.slack_s': -370}),
    (2, {'promises.s.at': '@10:21', 'promises.s.slack_s': 50, 'hard_end': '@11:00', 'projected_end': '@10:41', 'planned_end': '@10:40'}),
    (3, {'refused': True}), (4, {'promises.s.at': '@10:14', 'promises.s.slack_s': -370})],
    'Arrival 10:20:10: 6 min 10 s lacking, put later by 7 min to 10:21. End 10:21 + 20; hard end untouched. The at is as fix would set it, so the same fix '
    'changes nothing. Undone at 10:00:20 the arrival is 10:20:10 still (a has 10 s less to go).', start=START)
case('extend-two-promises', P('35m', A('a', '20m'), A('s', '10m', at='10:14'), A('c', '10m')), '0:10 start\n0:10 recover extend', [
    (1, {'promises.s.slack_s': -370, 'promises..slack_s': -310}), (2, {'promises.s.at': '@10:21', 'hard_end': '@10:41', 'promises.s.slack_s': 50, 'in_hand_s': 0})],
    'After s went to 10:21 the end is 10:41, 6 min over 10:35: plus 6. (Before it lacked 310 s, but each is taken as it then stands.)', start=START)
case('extend-until', P('30m', A('a', '20m'), A('b', '20m')), '0:00 start\n0:00 until 2000-01-03T10:35:00Z\n0:00 until 2000-01-03T10:35:00Z\n0:00 recover extend\n'
     '0:00 until 2000-01-03T10:35:00Z\n0:00 until 2000-01-03T10:35:00Z\n0:00 undo\n0:00 undo', [
         (1, {'hard_end': '@10:30'}), (2, {'hard_end': '@10:35'}), (3, {'refused': True}), (4, {'hard_end': '@10:40'}), (5, {'hard_end': '@10:35'}),
         (6, {'refused': True}), (7, {'hard_end': '@10:40'}), (8, {'hard_end': '@10:35'})],
     'What extend added stays till the next until; the same until is refused only while nothing was added since.')
case('until-the-hard-end-as-it-is', P('30m', A('a', '20m')), '0:00 start\n0:00 until 2000-01-03T10:30:00Z\n0:00 until 2000-01-03T10:30:00Z\n0:00 backdate 5m\n0:00 show', [
    (2, {'hard_end': '@10:30'}), (3, {'refused': True}), (4, {'hard_end': '@10:30'})],
    'Refused only where the newest until set it: the first is not. It holds when the scheduled start moves to 09:55.')
case('extend-moves-with-start', P('30m', A('a', '40m')), '0:00 start\n0:00 recover extend\n0:00 backdate 5m', [
    (2, {'hard_end': '@10:40'}), (3, {'hard_end': '@10:35', 'in_hand_s': 0, 'spent_s': 300})],
    'Added: 10 min. Start at 09:55: 09:55 + 30 + 10.')
case('recover-refused-nothing-missed', EARLY, '0:00 start\n0:00 recover trim\n0:00 recover drop\n0:00 recover extend', [(2, {'refused': True}), (3, {'refused': True}), (4, {'refused': True})],
     'No promise is missed.')
case('recover-while-waiting', P('40m', A('a', '10m'), A('s', '10m', at='10:25'), A('c', '10m')), '0:00 start\n5:00 next\n5:00 recover trim', [
    (2, {'state': 'waiting', 'promises..slack_s': -300}), (3, {'phases.c/1.budget_s': 300, 'phases.s/1.budget_s': 600, 'in_hand_s': 0})],
    'T = 10:25 + 10 + 10 = 10:45; the current phase is left alone: c gives 5.')
# ------------------------------------------------------------------ latest start
case('latest-with-promises', P('70m', A('a', '10m'), A('b', '20m'), A('s', '10m', at='10:35'), A('c', '10m')), '0:00 start', [(1, {
    'latest_start.c': '@11:05', 'latest_start.s': '@10:35', 'latest_start.b': '@10:25'})],
    '11:10 - 5 = 11:05; s 11:00, min 10:35; b 10:35 - 10.')
case('latest-allotted-below-floor', P('60m', A('a', '10m'), A('b', '20m', kind='break'), A('c', '10m', protect=True)), '0:00 start\n0:00 allot c 3m\n0:00 allot b 30m', [
    (3, {'latest_start.c': '@10:57', 'latest_start.b': '@10:37'})], 'c takes min(floor 10, budget 3); b min(20, 30): a live change does not move the floor.')
case('latest-jumped-over', P('60m', A('a', '10m'), A('b', '10m'), A('c', '10m'), A('d', '10m')), '0:00 start\n0:00 goto c', [(2, {
    'latest_start.b': '@10:55', 'latest_start.d': '@10:50', 'latest_start.a': '-'})],
    'Way: d, then b (jumped over): b is the last: 10:55; d before it 10:50.')
# ------------------------------------------------------------------ backdate, gaps
case('backdate-into-a-wait', EARLY, '0:00 start\n35:00 next\n35:00 backdate 10m\n35:00 undo', [
    (2, {'state': 'running', 'spent_s': 0, 'paused_s.wait': 0}), (3, {'state': 'running', 'spent_s': 300, 'paused_s.wait': 300, 'phases.a/1.spent_s': 1500, 'projected_end': '@10:50'}),
    (4, {'spent_s': 0, 'phases.a/1.spent_s': 2100})],
    'Entered 10:25 after all: waited till 10:30, 5 min spent.')
case('backdate-out-of-a-wait', EARLY, '0:00 start\n8:00 next\n33:00 next\n33:00 backdate 5m', [
    (3, {'activity': 'c', 'phases.s/1.spent_s': 180, 'paused_s.wait': 1320}),
    (4, {'activity': 'c', 'spent_s': 300, 'phases.s/1.status': 'done', 'phases.s/1.spent_s': 0, 'paused_s.wait': 1200})],
    'Left s at 10:28: it only waited, 10:08-10:28; c has run 5 min.')
case('backdate-begin', EARLY, '0:00 start\n8:00 next\n12:00 begin\n12:00 backdate 3m\n12:00 backdate 3m\n12:00 backdate 3m', [
    (4, {'spent_s': 180, 'paused_s.wait': 60}), (5, {'spent_s': 240, 'paused_s.wait': 0, 'phases.a/1.spent_s': 480}), (6, {'refused': True})],
    'begin at 10:09; then not before the turn before it, 10:08; then it shifts nothing.')
case('backdate-resume', FOUR, '0:00 start\n2:00 pause\n5:00 resume\n6:00 backdate 2m\n6:00 undo\n6:00 pause break\n6:00 backdate 30s', [
    (4, {'paused_s.other': 60, 'spent_s': 300}), (5, {'paused_s.other': 180, 'spent_s': 180}), (7, {'paused_s.other': 180, 'paused_s.break': 30, 'spent_s': 150})],
    'Resumed 10:03 after all: pause 1 min, spent 2 + 3. Then a pause, put 30 s earlier.')
case('backdate-the-end', FOUR, '0:00 start\n5:00 finish\n7:00 backdate 3m\n7:00 backdate 3m\n7:00 backdate 1s\n7:00 undo', [
    (3, {'projected_end': '@10:02', 'phases.a/1.spent_s': 120}), (4, {'projected_end': '@10:00', 'phases.a/1.spent_s': 0}), (5, {'refused': True}), (6, {'projected_end': '@10:02'})],
    'The end at 10:02, then at the start at the earliest.')
case('exclude-gap-in-a-wait', EARLY, '0:00 start\n8:00 next\n10:00 sleep 5m\n20:00 exclude-gap\n20:00 exclude-gap\n21:00 undo', [
    (4, {'state': 'waiting', 'paused_s.wait': 420, 'paused_s.gap': 300, 'spent_s': 0, 'projected_end': '@10:50'}), (5, {'refused': True}),
    (6, {'paused_s.wait': 780, 'paused_s.gap': 0})],
    'Waited 12 min by 10:20, 5 of them asleep.')
case('exclude-gap-across-at', EARLY, '0:00 start\n8:00 next\n28:00 sleep 5m\n40:00 exclude-gap', [
    (4, {'paused_s.wait': 1200, 'paused_s.gap': 300, 'spent_s': 420, 'projected_end': '@10:53'})],
    'Asleep 10:28-10:33: 2 min out of the wait, 3 out of spent. Spent 10:33-10:40; 10:40 + 3 + 10.')
case('exclude-gap-in-a-pause', FOUR, '0:00 start\n2:00 pause incident\n3:00 crash 2m\n6:00 exclude-gap\n6:00 pause question', [
    (4, {'paused_s.incident': 120, 'paused_s.gap': 120, 'spent_s': 120, 'state': 'paused'}), (5, {'paused_s.question': 120, 'paused_s.gap': 120, 'paused_s.incident': 0})],
    'The pause 10:02-10:06 less the 2 min dead; the new name counts from its beginning.')
case('gap-that-touches', FOUR, '0:00 sleep 2m\n2:00 start\n3:00 exclude-gap\n3:00 backdate 30s\n3:00 exclude-gap\n5:00 finish\n5:00 sleep 1m\n7:00 exclude-gap\n7:00 show', [
    (3, {'refused': True}), (5, {'paused_s.gap': 30, 'spent_s': 60}), (8, {'refused': True}), (9, {'paused_s.gap': 30, 'phases.a/1.spent_s': 180})],
    'The first gap ends where start is: no. With start at 10:01:30 30 s of it lie inside. The last begins where the end is: no. a: 10:02-10:05.')
case('gap-grows-with-undo-of-the-end', FOUR, '0:00 start\n4:00 sleep 3m\n8:00 finish\n8:00 backdate 2m\n8:00 exclude-gap\n9:00 show', [
    (4, {'projected_end': '@10:06', 'phases.a/1.spent_s': 360}), (5, {'phases.a/1.spent_s': 240, 'paused_s.gap': 120})],
    'End at 10:06, inside the gap 10:04-10:07: its part between start and end is 2 min.')
case('gap-part-follows-the-start', FOUR, '0:00 sleep 2m\n2:00 start\n3:00 backdate 30s\n3:00 exclude-gap\n3:00 backdate 30s\n3:00 backdate 5m', [
    (4, {'paused_s.gap': 30, 'spent_s': 60}), (5, {'paused_s.gap': 60, 'spent_s': 60}), (6, {'paused_s.gap': 120, 'spent_s': 300})],
    'Of an excluded gap always the part between start and end as they stand: start 10:01:30, 10:01, then 09:56: 120 s of gap, spent 4 + 1 min.')
case('pause-renamed-through-moves', FOUR, '0:00 start\n2:00 pause\n3:00 next\n4:00 pause break\n4:00 pause break\n4:00 pause\n5:00 undo\n6:00 resume', [
    (4, {'state': 'paused', 'activity': 'b', 'paused_s.break': 120, 'paused_s.other': 0}), (5, {'refused': True}), (6, {'refused': True}),
    (7, {'paused_s.other': 180, 'paused_s.break': 0}), (8, {'state': 'running', 'paused_s.other': 240})],
    'From its beginning at 10:02 and through the move.')
case('trim-keeps-what-was-decided', FOUR, '0:00 start\n1:00 sleep 2m\n5:00 trim 20m\n5:00 exclude-gap\n6:00 trim 20m', [
    (3, {'budget_s': 300, 'remaining_s': 0}), (4, {'budget_s': 300, 'spent_s': 180, 'remaining_s': 120}), (5, {'budget_s': 240, 'spent_s': 240})],
    'trim took the budget down to the 5 min spent; with the gap out 3 are spent, the budget stays 5 as decided; a minute later trim takes it to 4.')
# ------------------------------------------------------------------ undo
case('undo-begin', EARLY, '0:00 start\n8:00 next\n12:00 begin\n15:00 undo\n15:00 begin', [
    (4, {'state': 'waiting', 'spent_s': 0, 'paused_s.wait': 420, 'projected_end': '@10:50'}), (5, {'state': 'running', 'paused_s.wait': 420})],
    'As if never given: it waited all along, 7 min.')
case('undo-take', FOUR, '0:00 start\n5:00 take c\n7:00 undo\n8:00 next', [
    (3, {'activity': 'a', 'spent_s': 420, 'phases.c/1.status': 'pending', 'phases.c/1.spent_s': 0}), (4, {'activity': 'b'})], 'All time was a\'s.')
case('undo-take-of-spare', P('60m', A('a', '10m'), A('x', '10m', spare=True)), '0:00 start\n5:00 take x\n6:00 undo\n7:00 next', [
    (2, {'projected_end': '@10:20'}), (3, {'phases.x/1.status': 'skipped', 'projected_end': '@10:10'}), (4, {'state': 'finished', 'phases.x/1.status': 'skipped'})],
    'Skipped again, so next ends it.')
case('undo-goes-further-back', EARLY, '0:00 start\n8:00 next\n31:00 next\n32:00 finish\n33:00 undo\n34:00 undo\n35:00 undo\n36:00 undo\n37:00 undo', [
    (5, {'state': 'running', 'activity': 'c', 'spent_s': 120}), (6, {'activity': 's', 'spent_s': 240, 'paused_s.wait': 1320}),
    (7, {'activity': 'a', 'spent_s': 2100, 'promises': ['s', ''], 'promises.s.slack_s': -300, 'paused_s.wait': 0}),
    (8, {'state': 'ready', 'phases.a/1.spent_s': 0, 'promises.s.arrival': '@10:46', 'hard_end': '@11:36', 'promises.s.slack_s': -960}), (9, {'refused': True})],
    'finish, next, next, start, in turn. Without --start the scheduled start is now again: 10:36 + 60.')
case('undo-fix-and-until', EARLY, '0:00 until 2000-01-03T10:45:00Z\n0:00 fix s 2000-01-03T10:35:00Z\n0:00 allot c 5m\n0:00 undo\n0:00 undo\n0:00 undo', [
    (3, {'projected_end': '@10:50', 'in_hand_s': -300}), (4, {'projected_end': '@10:55', 'in_hand_s': -600}), (5, {'projected_end': '@10:50', 'in_hand_s': -300}),
    (6, {'hard_end': '@11:00', 'in_hand_s': 600})],
    '10:35 + 10 + 5 = 10:50; then + 10; then at 10:30 again; then the hard end is scheduled start + 60.')
case('spare-optional-before-start', P('20m', A('o', '10m', optional=True), A('x', '10m', spare=True)), '15:00 recover drop\n15:00 start\n16:00 undo\n16:00 start\n17:00 next', [
    (1, {'phases.o/1.status': 'skipped', 'projected_end': '@10:15', 'planned_end': '@10:10'}), (2, {'refused': True, 'state': 'ready'}),
    (3, {'phases.o/1.status': 'pending', 'projected_end': '@10:26'}), (4, {'activity': 'o'}), (5, {'state': 'finished', 'phases.x/1.status': 'skipped'})],
    'Scheduled 10:00, out by 10:20; at 10:15 the end would be 10:25: o goes, nothing is pending, start is refused.', start=START)
case('goto-drop', FOUR, '0:00 start\n1:00 goto d drop\n2:00 goto b drop\n3:00 next', [
    (2, {'phases.a/1.status': 'done', 'phases.b/1.status': 'skipped', 'phases.c/1.status': 'skipped', 'projected_end': '@10:11'}),
    (3, {'activity': 'b', 'phases.d/1.status': 'pending', 'phases.c/1.status': 'skipped'}), (4, {'activity': 'd', 'spent_s': 60})],
    'drop skips what is jumped over towards a later one; towards an earlier one it has nothing to skip.')

# ------------------------------------------------------------------ finer points
case('left-exactly-at-its-at', EARLY, '0:00 start\n8:00 next\n30:00 back\n31:00 next', [
    (3, {'promises': [''], 'phases.s/1.spent_s': 0, 'phases.s/1.status': 'pending', 'paused_s.wait': 1320, 'projected_end': '@10:52'}), (4, {'state': 'running'})],
    'A turn given at its at (10:30 sharp) that ends the visit: it has begun. 10:30 + 2 + 10 + 10 = 10:52.')
case('left-a-second-before-its-at', EARLY, '0:00 start\n8:00 next\n29:59 back', [(3, {
    'promises': ['s', ''], 'promises.s.arrival': '@10:31:59', 'promises.s.slack_s': -119})],
    'A second earlier it is fixed still: 10:29:59 + 2 (a) = 10:31:59.')
case('begun-stays-begun-when-backdated', EARLY, '0:00 start\n8:00 next\n32:00 back\n32:00 backdate 4m', [
    (3, {'promises': ['']}), (4, {'promises': [''], 'phases.s/1.spent_s': 0, 'paused_s.wait': 1200, 'phases.a/1.spent_s': 720, 'projected_end': '@10:52'})],
    'back was given after the at, so s has begun; backdate moves time only (10:28): s only waited 10:08-10:28, a has 8 + 4 min, 2 over. 10:32 + 10 + 10.')
case('second-phase-left-after-at', P('60m', A('a', '10m'), A('s', ['5m', '5m'], at='10:30'), A('c', '10m')), '0:00 start\n28:00 goto s/2\n31:00 next', [
    (3, {'activity': 'c', 'phases.s/1.status': 'pending', 'promises': ['s', ''], 'promises.s.arrival': '@10:41', 'promises.s.slack_s': -660})],
    's/2 is not the phase that waits: leaving it after the at is not the beginning of s, whose first phase is still to come. 10:31 + 10 = 10:41.')
case('own-next-phase-is-no-coming-back', P('60m', A('a', ['5m', '5m']), A('b', ['5m', '5m']), A('c', '5m'), A('d', '5m')),
     '0:00 start\n0:00 goto a/2\n0:00 back\n0:00 next\n1:00 take c\n2:00 take d\n2:00 next\n3:00 next', [
         (2, {'activity': 'a', 'phase': 2, 'phases.a/1.status': 'done'}), (3, {'activity': 'a', 'phase': 1, 'phases.a/2.status': 'pending'}), (4, {'phase': 2}),
         (6, {'activity': 'd'}), (7, {'activity': 'c'}), (8, {'activity': 'a', 'phase': 2, 'spent_s': 60})],
     'Two levels: d, then c, then a/2.')
case('taken-in-turn-keeps-the-outer', P('60m', A('a', ['5m', '5m']), A('b', '5m'), A('c', '5m')), '0:00 goto a/2\n0:00 start\n0:00 next\n0:00 back\n1:00 goto b\n2:00 goto a/2\n3:00 take c\n4:00 take a\n5:00 next\n6:00 next', [
    (1, {'refused': True}), (5, {'activity': 'b', 'phases.a/1.status': 'done', 'phases.a/2.status': 'pending'}), (6, {'activity': 'a', 'phase': 2, 'phases.b/1.status': 'pending'}),
    (7, {'activity': 'c'}), (8, {'activity': 'a', 'phase': 2}), (9, {'activity': 'c', 'phases.a/2.status': 'done'}), (10, {'activity': 'b'})],
    'a/2, c, a/2 again (taken out of c); done: back to c; c done: the older a/2 is done too, so the first pending: b.')
case('nesting-matters', P('60m', A('a', '10m'), A('b', '10m'), A('c', '10m'), A('d', '10m'), A('e', '10m')), '0:00 start\n1:00 goto c\n2:00 take d\n3:00 take e\n4:00 next\n5:00 next\n6:00 next', [
    (4, {'activity': 'e'}), (5, {'activity': 'd', 'spent_s': 60}), (6, {'activity': 'c', 'spent_s': 60}), (7, {'activity': 'b'})],
    'd was taken out of c, e out of d. After d comes c (remembered), not b, the first pending one.')
case('back-forgets-what-was-not-come-back-to', P('60m', A('z', '5m'), A('y', '5m'), A('a', '5m'), A('c', '5m')),
     '0:00 start\n1:00 goto a\n2:00 take c\n3:00 take a\n4:00 next\n5:00 back\n6:00 back\n7:00 back\n8:00 next', [
         (5, {'activity': 'c'}), (6, {'activity': 'a'}), (7, {'activity': 'y'}), (8, {'activity': 'z'}), (9, {'activity': 'y'})],
     'At 5:00 the remembered a is done: back goes by plan order (to a, as it happens) and forgets all; so later next from z goes to y.')
case('entered-by-its-own-activity', P('60m', A('z', '5m'), A('a', ['5m', '5m']), A('c', '5m'), A('b', '5m')), '0:00 start\n1:00 goto a/2\n2:00 take b\n3:00 take a\n4:00 next\n5:00 next\n6:00 next', [
    (2, {'phases.a/1.status': 'pending'}), (4, {'activity': 'a', 'phase': 1}), (5, {'activity': 'a', 'phase': 2}), (6, {'activity': 'b', 'spent_s': 60}), (7, {'activity': 'c'})],
    'a/2 and b are remembered. next from a/1 enters a/2 by its first rule, as the next phase of its activity, not as what is come back to: nothing is '
    'forgotten (a reading: NOTES, forget), so after a/2 comes b.')
case('extend-the-end-in-whole-minutes', P('30m', A('a', '30m30s')), '0:00 start\n0:00 recover extend\n0:00 recover extend', [
    (1, {'in_hand_s': -30}), (2, {'hard_end': '@10:31', 'in_hand_s': 30}), (3, {'refused': True})], '30 s lacking: one minute.')
case('reach-from-the-last-kept', P('60m', A('a', '5m'), A('b', '10m'), A('s', '10m', at='10:20'), A('c', '10m'), A('t', '4m', at='10:45'), A('d', '20m', protect=True)), '0:00 start\n0:00 recover trim\n0:00 recover drop', [
    (1, {'promises.s.slack_s': 300, 'promises.t.slack_s': 300, 'promises..slack_s': -540}), (2, {'phases.c/1.budget_s': 600, 'phases.s/1.budget_s': 600, 'phases.t/1.budget_s': 120, 'promises..slack_s': -420}),
    (3, {'refused': True})],
    's and t are kept; only from t on is in reach: t gives its 2, d is protected. 7 min still lacking.')
case('newest-gap-first', FOUR, '0:00 start\n1:00 sleep 1m\n4:00 crash 2m\n8:00 exclude-gap\n8:00 exclude-gap\n8:00 exclude-gap\n8:00 undo', [
    (4, {'paused_s.gap': 120}), (5, {'paused_s.gap': 180, 'spent_s': 300}), (6, {'refused': True}), (7, {'paused_s.gap': 120, 'spent_s': 360})],
    'First the crash (2 min), then the sleep (1 min).')
case('fix-a-spare-one-in-play', P('60m', A('a', '10m'), A('x', '10m', spare=True)), '0:00 start\n1:00 take x\n1:00 fix x 2000-01-03T10:30:00Z\n2:00 back\n2:00 fix x 2000-01-03T10:30:00Z', [
    (3, {'refused': True}), (4, {'phases.x/1.status': 'pending'}), (5, {'refused': True})], 'A spare activity never has an at, current or pending.')
case('drop-backwards-drops-nothing', FOUR, '0:00 start\n1:00 goto d\n2:00 goto a drop', [(3, {'activity': 'a', 'phases.b/1.status': 'pending', 'phases.c/1.status': 'pending', 'phases.d/1.status': 'pending'})],
     'The target is earlier: nothing is skipped.')
case('skip-activity-takes-the-earlier-too', P('60m', A('a', '10m'), A('b', ['5m', '5m', '5m']), A('c', '10m')), '0:00 start\n1:00 goto b/2\n2:00 skip activity', [
    (2, {'phases.b/1.status': 'pending'}), (3, {'activity': 'c', 'phases.b/1.status': 'skipped', 'phases.b/2.status': 'skipped', 'phases.b/3.status': 'skipped', 'phases.a/1.status': 'done'})],
    'The current and all pending phases of b, b/1 before it too.')
case('allot-not-below-spent', FOUR, '0:00 start\n6:00 allot a 2m\n6:00 allot a 1m\n6:00 allot b 10m\n7:00 allot a 7m\n7:00 next\n7:00 allot a 20m', [
    (2, {'budget_s': 360, 'remaining_s': 0}), (3, {'refused': True}), (4, {'refused': True}), (5, {'budget_s': 420}), (7, {'refused': True})],
    'a has spent 6: its budget becomes 6; again: nothing changes. b has 10 already. A minute later 7. Done: refused.')
case('a-fixed-one-left-by-skip', EARLY, '0:00 start\n8:00 next\n10:00 skip\n11:00 back\n12:00 show', [
    (3, {'activity': 'c', 'phases.s/1.status': 'skipped', 'phases.s/1.spent_s': 0, 'promises': ['']}), (4, {'activity': 's', 'state': 'waiting', 'projected_end': '@10:49'}),
    (5, {'paused_s.wait': 180})],
    'Skipped while it waited, before its at: it never began. back goes to it (it was current), and it waits again: 10:30 + 10 + 9 (c). Waited 2 + 1 min.')
case('pause-runs-through-a-wait-entered', EARLY, '0:00 start\n5:00 pause\n8:00 next\n32:00 resume\n33:00 show', [
    (3, {'state': 'paused', 'activity': 's', 'projected_end': '@10:50'}), (5, {'paused_s.other': 1620, 'paused_s.wait': 0, 'spent_s': 60, 'phases.a/1.spent_s': 300})],
    'Entered while paused: the time until 10:32 is the pause\'s, none is waited.')
case('end-while-paused', FOUR, '0:00 start\n1:00 pause break\n2:00 finish\n3:00 undo\n3:00 resume', [
    (3, {'state': 'finished', 'paused_s.break': 60}), (4, {'state': 'paused', 'paused_s.break': 120}), (5, {'state': 'running', 'spent_s': 60})],
    'Undone, the pause goes on from 10:01.')
case('sleep-before-it-wakes-in-the-objects', FOUR, '0:00 start\n2:00 sleep 3m\n5:00 show\n5:00 clock-step +1h\n5:00 clock-step -30m', [
    (2, {'offset_s': 120, 'spent_s': 120}), (3, {'spent_s': 300, 'projected_end': '@10:40'}), (4, {'spent_s': 300, 'projected_end': '@10:40', 'hard_end': '@11:00'}),
    (5, {'spent_s': 300, 'projected_end': '@10:40'})],
    'The object of sleep is the state as it begins; the gap counts; a stepped clock changes no span and no true instant.')


def value(v):
    if isinstance(v, str):
        m = re.fullmatch(r'@(\d\d:\d\d)(:\d\d)?', v)
        if m:
            return '2000-01-03T%s%sZ' % (m.group(1), m.group(2) or ':00')
    return v


def main():
    shutil.rmtree(HERE, ignore_errors=True)
    for i, (name, plan, script, expect, why, args) in enumerate(CASES, 1):
        d = '%s/%02d-%s' % (HERE, i, name)
        gen.save({'plan': plan, 'yaml': gen.yaml(plan), 'script': script.split('\n'), 'args': args}, d)
        ex = [{'object': n, 'fields': {k: value(v) for k, v in dict({'refused': False}, **f).items()}} for n, f in expect]
        json.dump(ex, open(d + '/expect.json', 'w'), indent=1)
        flags = ' '.join('--%s %s' % kv for kv in args.items())
        open(d + '/why.md', 'w').write('# %s\n\n%s%s\n' % (name, why, '\n\nFlags: `%s`' % flags if flags else ''))
    print(len(CASES), 'cases')


if __name__ == '__main__':
    main()
