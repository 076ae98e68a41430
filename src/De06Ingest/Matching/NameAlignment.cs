using De06Ingest.Values;

namespace De06Ingest.Matching;

/// <summary>Finds the best way to lay two names of different lengths side by side.</summary>
/// <remarks>A table over the ends of both names, filled from behind: a cell holds the best level from there on and the
/// move that begins it. It is only made when the ends of the names fit.</remarks>
readonly ref struct NameAlignment(ReadOnlySpan<NameSyllable> a, ReadOnlySpan<NameSyllable> b, LostMarks lost)
{
    const int Side = PreparedName.MostSyllables + 1;
    const int MostJoined = 4;
    const int LongestRun = 3;

    readonly ReadOnlySpan<NameSyllable> _a = a;
    readonly ReadOnlySpan<NameSyllable> _b = b;
    readonly LostMarks _lost = lost;

    /// <summary>False when first or last syllables say that no alignment can do.</summary>
    public static bool MayFit(ReadOnlySpan<NameSyllable> a, ReadOnlySpan<NameSyllable> b, LostMarks lost)
    {
        if (a.IsEmpty || b.IsEmpty || Math.Abs(a.Length - b.Length) > MostJoined)
        {
            return false;
        }

        ReadOnlySpan<byte> lastA = a[^1].BareLetters, lastB = b[^1].BareLetters;
        var endsFit = lastA.EndsWith(lastB) || lastB.EndsWith(lastA)
            || SyllableComparison.Compare(a[^1], b[^1], lost).Level != NameLevel.Different
            || FamilyNames.MayStandLast(a[^1]) || FamilyNames.MayStandLast(b[^1]);
        if (!endsFit)
        {
            return false;
        }

        ReadOnlySpan<byte> firstA = a[0].BareLetters, firstB = b[0].BareLetters;
        return firstA[0] == firstB[0] || a.Length == 1 || b.Length == 1
            || SyllableComparison.Compare(a[0], b[0], lost).Level != NameLevel.Different
            || FamilyNames.MayStandLast(a[^1]) || FamilyNames.MayStandLast(b[^1]);
    }

    /// <summary>The best level, with syllables left out on one side or none.</summary>
    public NameLevel Best(int mostOmitted, out int steps, Span<NameStep> room)
    {
        Span<Move> table = stackalloc Move[Side * Side];
        var level = Fill(table, mostOmitted, fromA: true);
        var ofA = level;
        if (level < NameLevel.DiacriticsLost)
        {
            level = Fill(table, mostOmitted, fromA: false);
            if (level < ofA)
            {
                level = Fill(table, mostOmitted, fromA: true);
            }
        }

        steps = level == NameLevel.Different ? 0 : Trace(table, room);
        return level;
    }

    NameLevel Fill(Span<Move> table, int mostOmitted, bool fromA)
    {
        table.Clear();
        table[(_a.Length * Side) + _b.Length] = new(NameLevel.Same, 0, 0, SyllableReason.Equal, NameLevel.Same, 0);
        for (var i = _a.Length; i >= 0; i--)
        {
            for (var j = _b.Length; j >= 0; j--)
            {
                if (i < _a.Length || j < _b.Length)
                {
                    table[(i * Side) + j] = BestFrom(table, i, j, mostOmitted, fromA);
                }
            }
        }

        return table[0].Level;
    }

    Move BestFrom(ReadOnlySpan<Move> table, int i, int j, int mostOmitted, bool fromA)
    {
        Move best = default;
        if (i < _a.Length && j < _b.Length)
        {
            Take(ref best, table, i, j, 1, 1, NameComparison.Pair(_a, _b, i, j, _lost), 0);
            for (var count = 2; count <= MostJoined; count++)
            {
                Take(ref best, table, i, j, 1, count, Join(_a, i, _b, j, count), 0);
                Take(ref best, table, i, j, count, 1, Join(_b, j, _a, i, count), 0);
            }
        }

        if (fromA ? IsMiddle(_a, i) : IsMiddle(_b, j))
        {
            var omitted = new SyllableVerdict(NameLevel.Possible, SyllableReason.Omitted);
            Take(ref best, table, i, j, fromA ? 1 : 0, fromA ? 0 : 1, omitted, 1, mostOmitted);
        }
        else if (i + j == 0 && (fromA ? IsAddedBefore(_a, _b) : IsAddedBefore(_b, _a)))
        {
            var added = new SyllableVerdict(NameLevel.Possible, SyllableReason.Omitted);
            Take(ref best, table, i, j, fromA ? 1 : 0, fromA ? 0 : 1, added, 1, mostOmitted);
        }

        return best;
    }

    static bool IsMiddle(ReadOnlySpan<NameSyllable> name, int at) => at > 0 && at < name.Length - 1;

    /// <summary>Đinh Krễ for Krễ: a surname or a marker put before a name of one word.</summary>
    static bool IsAddedBefore(ReadOnlySpan<NameSyllable> name, ReadOnlySpan<NameSyllable> other) =>
        name.Length == 2 && other.Length == 1 && FamilyNames.MayBeAdded(name[0]);

    void Take(
        ref Move best, ReadOnlySpan<Move> table, int i, int j, int countA, int countB, SyllableVerdict verdict,
        int omitted, int mostOmitted = 0)
    {
        if (verdict.Level == NameLevel.Different || i + countA > _a.Length || j + countB > _b.Length)
        {
            return;
        }

        var rest = table[((i + countA) * Side) + j + countB];
        var level = verdict.Level < rest.Level ? verdict.Level : rest.Level;
        var sum = rest.Omitted + omitted;
        var isBetter = level > best.Level || (level == best.Level && level != NameLevel.Different && sum < best.Omitted);
        if (isBetter && (omitted == 0 || sum <= mostOmitted))
        {
            best = new(level, (byte)countA, (byte)countB, verdict.Reason, verdict.Level, (byte)sum);
        }
    }

    /// <summary>One word against several: Vănbình for Văn Bình, HLan for H'Lan, NV for Nguyễn Văn.</summary>
    SyllableVerdict Join(
        ReadOnlySpan<NameSyllable> ones, int one, ReadOnlySpan<NameSyllable> many, int from, int count)
    {
        if (from + count > many.Length)
        {
            return default;
        }

        ref readonly var joined = ref ones[one];
        var parts = many.Slice(from, count);
        if (IsRunOfInitials(joined, parts))
        {
            return new(NameLevel.Possible, SyllableReason.Initial);
        }

        if (!LettersJoin(joined, parts))
        {
            return default;
        }

        return parts[1].Gap == SyllableGap.Space || _lost != LostMarks.None
            ? new(NameLevel.Possible, SyllableReason.Joined)
            : new(NameLevel.Equivalent, SyllableReason.Apostrophe);
    }

    bool LettersJoin(in NameSyllable joined, ReadOnlySpan<NameSyllable> parts)
    {
        var rest = _lost == LostMarks.All ? joined.BareLetters : joined.Letters;
        var tones = 0;
        foreach (ref readonly var part in parts)
        {
            var letters = _lost == LostMarks.All ? part.BareLetters : part.Letters;
            if (!rest.StartsWith(letters))
            {
                return false;
            }

            rest = rest[letters.Length..];
            tones |= part.Tones;
        }

        return rest.IsEmpty && (_lost != LostMarks.None || tones == joined.Tones);
    }

    static bool IsRunOfInitials(in NameSyllable joined, ReadOnlySpan<NameSyllable> parts)
    {
        if (joined.Length != parts.Length || joined.Length > LongestRun || !joined.Is(SyllableSigns.NoVowel))
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length < 2 || parts[i].BareLetters[0] != joined.BareLetters[i])
            {
                return false;
            }
        }

        return true;
    }

    static int Trace(ReadOnlySpan<Move> table, Span<NameStep> steps)
    {
        int i = 0, j = 0, count = 0;
        for (var move = table[0]; move.CountA + move.CountB > 0; move = table[(i * Side) + j])
        {
            if (count < steps.Length)
            {
                steps[count] = new(i, move.CountA, j, move.CountB, move.OfStep, move.Reason);
            }

            count++;
            i += move.CountA;
            j += move.CountB;
        }

        return count;
    }

    /// <summary>The best level from a place on, and the move that begins it.</summary>
    readonly record struct Move(
        NameLevel Level, byte CountA, byte CountB, SyllableReason Reason, NameLevel OfStep, byte Omitted);
}
