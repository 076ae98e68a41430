using System.Collections.Concurrent;
using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

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
        var files = Deliveries(plan, population).Where(f => f.Day <= options.Days).ToList();
        Parallel.ForEach(
            Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering),
            file => file.Write(folder));
        var written = files.Select(f => new WrittenFile(f.Feed, f.Day, f.Path, f.Period, f.Writer.Tally)).ToList();
        var answers = new AnswerBook(plan, population).Write(written);
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
                yield return new(
                    FeedNames.Population, day, "dan-cu", "csv", null, new PopulationExtract(plan, Row(), day));
            }

            yield return new(
                Feed.EidAccounts.Name(), day, "tai-khoan-dinh-danh", "csv", null,
                new EidAccountsExtract(plan, Row(), day));
            foreach (var list in PayList.All.Where(l => l.Day == day))
            {
                yield return new(
                    Feed.PensionPayments.Name(), day, "chi-tra-luong-huu", "csv", $"2026-{list.Month:D2}",
                    new PensionPaymentsExtract(plan, Row(), list));
            }

            if (day <= 2)
            {
                yield return new(
                    Feed.ServiceDossiers.Name(), day, "ho-so-mot-cua", "json", null,
                    new ServiceDossiersExtract(plan, Row(), day));
                yield return new(
                    Feed.PortalDossiers.Name(), day, "ho-so-cong-dvc", "ndjson", null,
                    new PortalDossiersExtract(plan, Row(), day));
            }
        }

        SectorRow Row() => new(population);
    }

    /// <summary>One file to write.</summary>
    sealed record Delivery(string Feed, int Day, string Stem, string Ending, string? Period, ExtractWriter Writer)
    {
        public string Path => $"day{Day}/{Feed}/{Stem}{Month}_{ProvinceOptions.DateOf(Day):yyyyMMdd}.{Ending}";

        string Month => Period is null ? "" : "_" + Period;

        public void Write(string folder)
        {
            var path = System.IO.Path.Combine(folder, Path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using var sink = new ExtractSink(
                new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1));
            Writer.Write(sink);
        }
    }
}
