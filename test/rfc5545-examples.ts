/** An example of RFC 5545, 3.8.5.3 or 3.3.10: a rule, its start in New York, and the days that the RFC lists or describes. */
export interface RfcExample {
  name: string
  rrule: string
  startsAt: string
  /** `YYYYMMDD`, by month and day where the year goes on: `1997 0902 0903 | 1998 0101`. */
  days: string
  /** Whether the RFC says that there are no more. */
  ends: boolean
  /** `HH:MM:SS` on each day; without any, that of the start. */
  times?: readonly string[]
}

const SEPTEMBER_2 = '1997-09-02T09:00:00'
const range = (month: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `${month}${String(from + n).padStart(2, '0')}`).join(' ')
const JANUARIES = [1998, 1999, 2000].map((year) => `${year} ${range('01', 1, 31)}`).join(' | ')

const one = (name: string, startsAt: string, rrule: string, days: string, ends = false): RfcExample => {
  return { name, startsAt, rrule, days, ends }
}

export const RFC_EXAMPLES: readonly RfcExample[] = [
  one('daily for 10 occurrences', SEPTEMBER_2, 'FREQ=DAILY;COUNT=10', `1997 ${range('09', 2, 11)}`, true),
  one(
    'daily until Christmas Eve',
    SEPTEMBER_2,
    'FREQ=DAILY;UNTIL=19971224T000000Z',
    `1997 ${range('09', 2, 30)} ${range('10', 1, 31)} ${range('11', 1, 30)} ${range('12', 1, 23)}`,
    true,
  ),
  one(
    'every other day',
    SEPTEMBER_2,
    'FREQ=DAILY;INTERVAL=2',
    '1997 0902 0904 0906 0908 0910 0912 0914 0916 0918 0920 0922 0924 0926 0928 0930 1002',
  ),
  one(
    'every 10 days, 5 occurrences',
    SEPTEMBER_2,
    'FREQ=DAILY;INTERVAL=10;COUNT=5',
    '1997 0902 0912 0922 1002 1012',
    true,
  ),
  one(
    'every day in January for 3 years',
    '1998-01-01T09:00:00',
    'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    JANUARIES,
    true,
  ),
  one('the same, daily', '1998-01-01T09:00:00', 'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1', JANUARIES, true),
  one(
    'weekly for 10 occurrences',
    SEPTEMBER_2,
    'FREQ=WEEKLY;COUNT=10',
    '1997 0902 0909 0916 0923 0930 1007 1014 1021 1028 1104',
    true,
  ),
  one(
    'weekly until Christmas Eve',
    SEPTEMBER_2,
    'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    '1997 0902 0909 0916 0923 0930 1007 1014 1021 1028 1104 1111 1118 1125 1202 1209 1216 1223',
    true,
  ),
  one(
    'every other week',
    SEPTEMBER_2,
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    '1997 0902 0916 0930 1014 1028 1111 1125 1209 1223 | 1998 0106 0120 0203',
  ),
  one(
    'Tuesday and Thursday for five weeks',
    SEPTEMBER_2,
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    '1997 0902 0904 0909 0911 0916 0918 0923 0925 0930 1002',
    true,
  ),
  one(
    'the same, counted',
    SEPTEMBER_2,
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    '1997 0902 0904 0909 0911 0916 0918 0923 0925 0930 1002',
    true,
  ),
  one(
    'every other week on Monday, Wednesday and Friday',
    '1997-09-01T09:00:00',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    '1997 0901 0903 0905 0915 0917 0919 0929 1001 1003 1013 1015 1017 1027 1029 1031 1110 1112 1114 1124 1126 1128 1208 1210 1212 1222',
    true,
  ),
  one(
    'every other week on Tuesday and Thursday, 8 occurrences',
    SEPTEMBER_2,
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    '1997 0902 0904 0916 0918 0930 1002 1014 1016',
    true,
  ),
  one(
    'the first Friday, 10 occurrences',
    '1997-09-05T09:00:00',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    '1997 0905 1003 1107 1205 | 1998 0102 0206 0306 0403 0501 0605',
    true,
  ),
  one(
    'the first Friday until Christmas Eve',
    '1997-09-05T09:00:00',
    'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    '1997 0905 1003 1107 1205',
    true,
  ),
  one(
    'every other month on the first and last Sunday',
    '1997-09-07T09:00:00',
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    '1997 0907 0928 1102 1130 | 1998 0104 0125 0301 0329 0503 0531',
    true,
  ),
  one(
    'the second-to-last Monday',
    '1997-09-22T09:00:00',
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    '1997 0922 1020 1117 1222 | 1998 0119 0216',
    true,
  ),
  one(
    'the third-to-the-last day of the month',
    '1997-09-28T09:00:00',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    '1997 0928 1029 1128 1229 | 1998 0129 0226',
  ),
  one(
    'the 2nd and 15th',
    SEPTEMBER_2,
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    '1997 0902 0915 1002 1015 1102 1115 1202 1215 | 1998 0102 0115',
    true,
  ),
  one(
    'the first and last day of the month',
    '1997-09-30T09:00:00',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    '1997 0930 1001 1031 1101 1130 1201 1231 | 1998 0101 0131 0201',
    true,
  ),
  one(
    'every 18 months on the 10th through 15th',
    '1997-09-10T09:00:00',
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    '1997 0910 0911 0912 0913 0914 0915 | 1999 0310 0311 0312 0313',
    true,
  ),
  one(
    'every Tuesday, every other month',
    SEPTEMBER_2,
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    '1997 0902 0909 0916 0923 0930 1104 1111 1118 1125 | 1998 0106 0113 0120 0127 0303 0310 0317 0324 0331',
  ),
  one(
    'yearly in June and July',
    '1997-06-10T09:00:00',
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    '1997 0610 0710 | 1998 0610 0710 | 1999 0610 0710 | 2000 0610 0710 | 2001 0610 0710',
    true,
  ),
  one(
    'every other year in January, February and March',
    '1997-03-10T09:00:00',
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    '1997 0310 | 1999 0110 0210 0310 | 2001 0110 0210 0310 | 2003 0110 0210 0310',
    true,
  ),
  one(
    'every third year on the 1st, 100th and 200th day',
    '1997-01-01T09:00:00',
    'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    '1997 0101 0410 0719 | 2000 0101 0409 0718 | 2003 0101 0410 0719 | 2006 0101',
    true,
  ),
  one(
    'the 20th Monday of the year',
    '1997-05-19T09:00:00',
    'FREQ=YEARLY;BYDAY=20MO',
    '1997 0519 | 1998 0518 | 1999 0517',
  ),
  one(
    'Monday of week number 20',
    '1997-05-12T09:00:00',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    '1997 0512 | 1998 0511 | 1999 0517',
  ),
  one(
    'every Thursday in March',
    '1997-03-13T09:00:00',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    '1997 0313 0320 0327 | 1998 0305 0312 0319 0326 | 1999 0304 0311 0318 0325',
  ),
  one(
    'every Thursday in June, July and August',
    '1997-06-05T09:00:00',
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    '1997 0605 0612 0619 0626 0703 0710 0717 0724 0731 0807 0814 0821 0828 | 1998 0604 0611 0618 0625 0702 0709 0716 0723 0730 0806 0813 0820 0827',
  ),
  one(
    'every Friday the 13th',
    SEPTEMBER_2,
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    '1998 0213 0313 1113 | 1999 0813 | 2000 1013',
  ),
  one(
    'the first Saturday that follows the first Sunday',
    '1997-09-13T09:00:00',
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    '1997 0913 1011 1108 1213 | 1998 0110 0207 0307 0411 0509 0613',
  ),
  one(
    'the day of a presidential election',
    '1996-11-05T09:00:00',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996 1105 | 2000 1107 | 2004 1102',
  ),
  one(
    'the third of Tuesday, Wednesday and Thursday',
    '1997-09-04T09:00:00',
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    '1997 0904 1007 1106',
    true,
  ),
  one(
    'the second-to-last weekday of the month',
    '1997-09-29T09:00:00',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    '1997 0929 1030 1127 1230 | 1998 0129 0226 0330',
  ),
  one(
    'weeks that begin on Monday',
    '1997-08-05T09:00:00',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    '1997 0805 0810 0819 0824',
    true,
  ),
  one(
    'weeks that begin on Sunday',
    '1997-08-05T09:00:00',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    '1997 0805 0817 0819 0831',
    true,
  ),
  one(
    'a day that some months do not have',
    '2007-01-15T09:00:00',
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    '2007 0115 0130 0215 0315 0330',
    true,
  ),
  {
    ...one(
      'every 20 minutes from 9:00 AM to 4:40 PM every day',
      SEPTEMBER_2,
      'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
      '1997 0902 0903',
    ),
    times: ['09', '10', '11', '12', '13', '14', '15', '16'].flatMap((hour) =>
      ['00', '20', '40'].map((minute) => `${hour}:${minute}:00`),
    ),
  },
  {
    ...one(
      'Sundays in January of every other year, twice a morning',
      '1997-01-05T08:30:00',
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30',
      '1997 0105 0112 0119 0126 | 1999 0103 0110 0117 0124 0131',
    ),
    times: ['08:30:00', '09:30:00'],
  },
  one(
    'every other day, ten times',
    SEPTEMBER_2,
    'FREQ=DAILY;COUNT=10;INTERVAL=2',
    '1997 0902 0904 0906 0908 0910 0912 0914 0916 0918 0920',
    true,
  ),
  one(
    'the last weekday of the month',
    '1997-09-30T09:00:00',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    '1997 0930 1031 1128 1231 | 1998 0130 0227',
  ),
]

/** The RFC's examples that are finer than a day, which no window of ours is. */
export const RFC_REFUSED: readonly string[] = [
  'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z',
  'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
  'FREQ=MINUTELY;INTERVAL=90;COUNT=4',
  'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
]

/** The starts that an example lists, `YYYY-MM-DDTHH:MM:SS`. */
export function startsOf({ days, startsAt, times = [startsAt.slice(11)] }: RfcExample): string[] {
  return days.split('|').flatMap((part) => {
    const [year, ...dates] = part.trim().split(' ')
    return dates.flatMap((date) => times.map((time) => `${year}-${date.slice(0, 2)}-${date.slice(2)}T${time}`))
  })
}
