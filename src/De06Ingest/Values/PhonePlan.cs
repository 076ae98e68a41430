namespace De06Ingest.Values;

/// <summary>What the numbering plan says of the first digits of a mobile number.</summary>
enum MobilePrefix : byte
{
    None,
    Allotted,

    /// <summary>A newer block on which the sources disagree: accepted and marked.</summary>
    Doubtful,
}

/// <summary>The numbering plan of Vietnam with its two changes: landline areas in 2017, 11-digit mobiles in
/// 2018.</summary>
/// <remarks>All prefixes are without the leading 0. Since numbers can be taken to another carrier (2018), a prefix says
/// nothing of the carrier. Ranges as in libphonenumber of July 2026; the old areas as in its v8.1.0.</remarks>
static class PhonePlan
{
    const string AllottedMobiles =
        "32-39 52[238] 559 56 58 59 70 76-79 81-88 89[6789] 90-94 96-98 99[3456]";

    const string DoubtfulMobiles = "30 31 51 95 99[01789]";

    const string Areas =
        "203-209 210-216 218 219 220-222 225-229 232-239 242-248 251 252 254-259 260-263 269 270-277 282-289 "
        + "290-294 296 297 299";

    /// <summary>Old three-digit prefix of an 11-digit mobile, and the two digits in its place; seven digits
    /// follow.</summary>
    const string Mobiles2018 =
        "120:70 121:79 122:77 126:76 128:78 123:83 124:84 125:85 127:81 129:82 162:32 163:33 164:34 165:35 166:36 "
        + "167:37 "
        + "168:38 169:39 186:56 188:58 199:59";

    /// <summary>Old area and new area of the provinces that changed; Hà Nội and TP.HCM got a 2 before the old
    /// digit.</summary>
    const string Areas2017 =
        "76:296 64:254 281:209 240:204 781:291 241:222 75:275 56:256 650:274 651:271 62:252 780:290 710:292 26:206 "
        + "511:236 "
        + "500:262 501:261 230:215 61:251 67:277 59:269 351:226 4:24 39:239 320:220 31:225 711:293 321:221 58:258 "
        + "77:297 "
        + "60:260 231:213 63:263 25:205 20:214 72:272 350:228 38:238 30:229 68:259 57:257 52:232 510:235 55:255 33:203 "
        + "53:233 79:299 22:212 66:276 36:227 280:208 37:237 54:234 73:273 8:28 74:294 27:207 70:270 29:216";

    const int SevenDigits = 10_000_000;
    const int EightDigits = 100_000_000;

    static readonly MobilePrefix[] MobileTable = BuildMobiles();
    static readonly bool[] AreaTable = BuildAreas();
    static readonly short[] NewMobiles = BuildPairs(Mobiles2018);
    static readonly short[] NewAreas = BuildPairs(Areas2017);

    /// <summary>What a 9-digit national number is as a mobile.</summary>
    public static MobilePrefix MobileOf(long national) => MobileTable[national / 1_000_000];

    /// <summary>True for a 10-digit national number in a landline area of today.</summary>
    public static bool IsLandline(long national) => AreaTable[national / SevenDigits];

    /// <summary>The 9-digit mobile of today for 10 digits of before 2018, or 0.</summary>
    public static long FromMobile2018(long national)
    {
        var now = NewMobiles[national / SevenDigits];
        return now == 0 ? 0 : ((long)now * SevenDigits) + (national % SevenDigits);
    }

    /// <summary>The 10-digit landline of today for 9 or 10 digits of before 2017, or 0.</summary>
    /// <remarks>A subscriber's number never began with 0 or 1, which keeps typing errors from becoming
    /// landlines.</remarks>
    public static long FromLandline2017(long national)
    {
        var subscriber = national % SevenDigits;
        var area = NewAreas[national / SevenDigits];
        if (area >= 100 && subscriber >= 2_000_000)
        {
            return ((long)area * SevenDigits) + subscriber;
        }

        // Hà Nội 04 and TP.HCM 08 had eight digits after the area.
        return national / EightDigits is 4 or 8 && IsLandline(2_000_000_000 + national) ? 2_000_000_000 + national : 0;
    }

    /// <summary>True when the three digits began an 11-digit mobile before 2018.</summary>
    public static bool IsMobile2018Prefix(long threeDigits) => NewMobiles[threeDigits] != 0;

    static MobilePrefix[] BuildMobiles()
    {
        var table = new MobilePrefix[1000];
        Fill(AllottedMobiles, prefix => table[prefix] = MobilePrefix.Allotted);
        Fill(DoubtfulMobiles, prefix => table[prefix] = MobilePrefix.Doubtful);
        return table;
    }

    static bool[] BuildAreas()
    {
        var table = new bool[1000];
        Fill(Areas, prefix => table[prefix] = true);
        return table;
    }

    static short[] BuildPairs(string pairs)
    {
        var table = new short[1000];
        foreach (var pair in pairs.Split(' '))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            table[int.Parse(pair.AsSpan(0, colon))] = short.Parse(pair.AsSpan(colon + 1));
        }

        return table;
    }

    /// <summary>Calls back with every three-digit prefix of a list such as <c>32-39 52[238] 559</c>.</summary>
    static void Fill(string ranges, Action<int> set)
    {
        foreach (var range in ranges.Split(' '))
        {
            var ends = range.Split('-', '[');
            var (first, last) = range.Contains('-', StringComparison.Ordinal)
                ? (int.Parse(ends[0]), int.Parse(ends[1]))
                : (int.Parse(ends[0]), int.Parse(ends[0]));
            for (var prefix = first; prefix <= last; prefix++)
            {
                Widen(prefix, range, set);
            }
        }
    }

    static void Widen(int prefix, string range, Action<int> set)
    {
        if (prefix >= 100)
        {
            set(prefix);
            return;
        }

        var bracket = range.IndexOf('[', StringComparison.Ordinal);
        foreach (var digit in bracket < 0 ? "0123456789" : range[(bracket + 1)..^1])
        {
            set((prefix * 10) + digit - '0');
        }
    }
}
