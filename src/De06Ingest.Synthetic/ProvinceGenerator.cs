using System.Collections.Concurrent;
using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic;

/// <summary>
/// Makes a province from a seed: people, a plan of errors, the extracts of three days, and the answer sheet.
/// </summary>
/// <remarks>People and plan are made in order; the files are written side by side, since every row has its own
/// chance.</remarks>
static class ProvinceGenerator
{
    /// <summary>
    /// Writes <c>day1/population/…</c>, <c>answer.json</c> and the rest below <paramref name="folder"/>.
    /// </summary>
    /// <returns>The answer sheet, with every open mismatch of every day.</returns>
    /// <exception cref="ArgumentException">No such map, or a size that cannot be made.</exception>
    public static AnswerSheet Generate(ProvinceOptions options, string folder)
    {
        if (options.Citizens is < 1 or > ProvinceOptions.MostCitizens || options.Days is < 1 or > 3)
        {
            throw new ArgumentException(
                $"citizens: 1 to {ProvinceOptions.MostCitizens}; days: 1 to 3", nameof(options));
        }

        var population = Population.Make(options);
        var plan = FeedPlan.Make(population);
        var systems = options.Systems ? SystemPlan.All(population, plan) : [];
        var files = Deliveries(plan, population).Concat(Deliveries(systems, population))
            .Where(f => f.Day <= options.Days).OrderBy(f => f.Day).ToList();
        Parallel.ForEach(
            Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering),
            file => file.Write(folder));
        var written = files.Select(f => new WrittenFile(f.Feed, f.Day, f.Path, f.Period, f.Tally)).ToList();
        IEnumerable<PlannedFeed> planned = Enum.GetValues<Feed>().Select(f => new PlannedFeed(
            f.Name(), plan.Subjects(f), s => RecordNumbers.SubjectKey(f, s, population)));
        var answers = new AnswerBook([.. planned, .. systems.Select(s => s.Planned)], options).Write(written);
        AnswerFiles.Write(answers, folder);
        return answers;
    }

    // In an order in which they may be run: within a day the register comes first.
    static IEnumerable<Delivery> Deliveries(FeedPlan plan, Population population)
    {
        for (var day = 1; day <= 3; day++)
        {
            if (day <= 2)
            {
                yield return Of(
                    FeedNames.Population, day, "dan-cu", "csv", null, new PopulationExtract(plan, Row(), day));
            }

            yield return Of(
                Feed.EidAccounts.Name(), day, "tai-khoan-dinh-danh", "csv", null,
                new EidAccountsExtract(plan, Row(), day));
            foreach (var list in PayList.All.Where(l => l.Day == day))
            {
                yield return Of(
                    Feed.PensionPayments.Name(), day, "chi-tra-luong-huu", "csv", $"2026-{list.Month:D2}",
                    new PensionPaymentsExtract(plan, Row(), list));
            }

            if (day <= 2)
            {
                yield return Of(
                    Feed.ServiceDossiers.Name(), day, "ho-so-mot-cua", "json", null,
                    new ServiceDossiersExtract(plan, Row(), day));
                yield return Of(
                    Feed.PortalDossiers.Name(), day, "ho-so-cong-dvc", "ndjson", null,
                    new PortalDossiersExtract(plan, Row(), day));
            }
        }

        SectorRow Row() => new(population);

        static Delivery Of(string feed, int day, string stem, string ending, string? period, ExtractWriter writer) =>
            new(feed, day, stem, ending, period, Layout.Commas, writer.Tally, writer.Write);
    }

    static IEnumerable<Delivery> Deliveries(IReadOnlyList<SystemPlan> systems, Population population)
    {
        foreach (var (plan, delivery) in systems.SelectMany(s => s.System.Deliveries.Select(d => (s, d))))
        {
            var writer = new CitizenExtract(plan, population, delivery);
            yield return Of(plan.System, delivery, writer.Tally, writer.Write);
        }

        var registers = population.Options.Systems ? SectorSystems.Registers : [];
        foreach (var (system, delivery) in registers.SelectMany(s => s.Deliveries.Select(d => (s, d))))
        {
            var writer = new RegisterExtract(system, new RegisterView(population, delivery));
            yield return Of(system, delivery, writer.Tally, writer.Write);
        }

        static Delivery Of(SectorSystem system, SystemDelivery file, ExtractTally tally, Action<ExtractSink> write) =>
            new(system.Feed, file.Day, system.Stem, system.Layout.Ending, file.Period, system.Layout, tally, write);
    }

    /// <summary>One file to write.</summary>
    sealed record Delivery(
        string Feed, int Day, string Stem, string Ending, string? Period, Layout Layout, ExtractTally Tally,
        Action<ExtractSink> Content)
    {
        public string Path => $"day{Day}/{Feed}/{Stem}{Month}_{ProvinceOptions.DateOf(Day):yyyyMMdd}.{Ending}";

        string Month => Period is null ? "" : "_" + Period;

        public void Write(string folder)
        {
            var path = System.IO.Path.Combine(folder, Path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
            using var text = Layout.Encoding == FileEncoding.Utf8 ? null : new MemoryStream();
            using (var sink = new ExtractSink((Stream?)text ?? file))
            {
                Content(sink);
            }

            if (text is not null)
            {
                file.Write(Layout.Encoded(text.ToArray()));
            }
        }
    }
}
