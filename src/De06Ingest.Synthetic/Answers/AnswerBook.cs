using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Answers;

/// <summary>Works out the answers from the plan and from what the writers counted.</summary>
/// <param name="planned">Every feed about citizens, with what is planted in it.</param>
/// <param name="options">The province.</param>
sealed class AnswerBook(IReadOnlyList<PlannedFeed> planned, ProvinceOptions options)
{
    static readonly string[] PhoneKinds = ["phone-differs", "phone-invalid", "phone-reported-wrong"];
    static readonly Feed[] Dossiers = [Feed.ServiceDossiers, Feed.PortalDossiers];

    /// <summary>Answers for the days that were written.</summary>
    /// <param name="files">Every written file, with its tally.</param>
    public AnswerSheet Write(IReadOnlyList<WrittenFile> files)
    {
        var days = Enumerable.Range(1, options.Days).Select(day => Day(day, files));
        return new AnswerSheet(options.Seed, options.Citizens, options.Map, [.. days]);
    }

    DayAnswer Day(int day, IReadOnlyList<WrittenFile> files)
    {
        var open = OpenOn(day).ToList();
        var counts = open.GroupBy(m => m.Feed).ToDictionary(
            g => g.Key,
            g => new SortedDictionary<string, long>(
                g.CountBy(m => m.Kind).ToDictionary(k => k.Key, k => (long)k.Value),
                StringComparer.Ordinal));
        return new DayAnswer(
            day,
            ProvinceOptions.DateOf(day),
            [.. files.Where(f => f.Day == day).Select(ToAnswer)],
            counts,
            Movements(day),
            [.. Figures(day, files, open)],
            open);
    }

    IEnumerable<OpenMismatch> OpenOn(int day) =>
        from feed in planned
        from subject in feed.Subjects
        where subject.IsPlanted && subject.Course.OpenOn(day)
        from kind in PlantedErrors.KindsOf(subject.Kind)
        select new OpenMismatch(feed.Name, feed.Key(subject), kind);

    Dictionary<string, SortedDictionary<string, MovementAnswer>> Movements(int day)
    {
        var all = new Dictionary<string, SortedDictionary<string, MovementAnswer>>();
        foreach (var feed in planned)
        {
            var moved = feed.Subjects.Where(s => s.IsPlanted)
                .SelectMany(s => PlantedErrors.KindsOf(s.Kind).Select(kind => (Kind: kind, Subject: s)))
                .GroupBy(s => s.Kind, s => s.Subject)
                .Select(g => (Kind: g.Key, Movement: Movement(g.ToList(), day)))
                .Where(m => m.Movement != new MovementAnswer(0, 0, 0, 0, 0));
            all[feed.Name] = new(moved.ToDictionary(m => m.Kind, m => m.Movement), StringComparer.Ordinal);
        }

        return all;
    }

    static MovementAnswer Movement(List<Subject> subjects, int day)
    {
        var opens = subjects.Where(s => s.Course.OpenOn(day) && !WasOpen(s, day - 1)).ToList();
        var closes = subjects.Where(s => !s.Course.OpenOn(day) && WasOpen(s, day - 1)).ToList();
        var vanished = closes.Count(s => s.Course == Course.Vanishes);
        var again = opens.Count(s => Enumerable.Range(1, day - 1).Any(d => WasOpen(s, d)));
        var byReference = closes.Count(s => s.Course == Course.FixedByReference);
        return new MovementAnswer(opens.Count - again, closes.Count - vanished, byReference, vanished, again);
    }

    static bool WasOpen(Subject subject, int day) => day >= 1 && subject.Course.OpenOn(day);

    static DeliveryAnswer ToAnswer(WrittenFile file) =>
        new(file.Feed, file.Path, file.Period,
            file.Tally.Rows, file.Tally.Accepted, file.Tally.Refused, file.Tally.Duplicates);

    static IEnumerable<FigureAnswer> Figures(int day, IReadOnlyList<WrittenFile> files, List<OpenMismatch> open)
    {
        var eid = Latest(files, Feed.EidAccounts.Name(), day).Single().Tally.Counts;
        var population = Latest(files, FeedNames.Population, day).Single().Tally.Counts;
        var name = Feed.EidAccounts.Name();
        var wrong = open.Count(m => m.Feed == name && PhoneKinds.Contains(m.Kind));
        yield return new("wrong-phone-rate", name, null, wrong, eid["phone-given"]);
        yield return new(
            "eid-level-2-collected", name, null, eid["level-2-collected"], population["citizens-with-card"]);
        yield return new("eid-activated", name, null, eid["level-2-activated"], eid["level-2-collected"]);
        foreach (var list in Latest(files, Feed.PensionPayments.Name(), day))
        {
            var paid = list.Tally.Counts;
            yield return new(
                "pension-through-account", list.Feed, list.Period, paid["paid-through-account"], paid["paid"]);
        }

        foreach (var figure in Dossiers.SelectMany(feed => DossierFigures(Latest(files, feed.Name(), day).Single())))
        {
            yield return figure;
        }
    }

    static IEnumerable<FigureAnswer> DossierFigures(WrittenFile file)
    {
        foreach (var (month, dossiers) in Months(file, "dossiers "))
        {
            yield return new("dossiers-online", file.Feed, month, file.Tally.Counts[$"online {month}"], dossiers);
        }

        foreach (var (month, returned) in Months(file, "returned "))
        {
            yield return new("dossiers-on-time", file.Feed, month, file.Tally.Counts[$"on-time {month}"], returned);
        }
    }

    static IEnumerable<(string Month, long Number)> Months(WrittenFile file, string counted) =>
        file.Tally.Counts.Where(c => c.Key.StartsWith(counted, StringComparison.Ordinal))
            .Select(c => (c.Key[counted.Length..], c.Value));

    // A feed (or a month of it) that does not come on a day stays as it came last.
    static IEnumerable<WrittenFile> Latest(IReadOnlyList<WrittenFile> files, string feed, int day) =>
        files.Where(f => f.Feed == feed && f.Day <= day).GroupBy(f => f.Period)
            .Select(g => g.MaxBy(f => f.Day)!).OrderBy(f => f.Period, StringComparer.Ordinal);
}

/// <summary>A file that was written.</summary>
/// <param name="Path">Below the folder of the province, with slashes.</param>
sealed record WrittenFile(string Feed, int Day, string Path, string? Period, ExtractTally Tally);

/// <summary>A feed about citizens.</summary>
/// <param name="Key">How a subject is named in the answer sheet: the key's value as published.</param>
sealed record PlannedFeed(string Name, IReadOnlyList<Subject> Subjects, Func<Subject, string> Key);
