using System.Globalization;
using System.Text;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Sectors;

/// <summary>A truth set of several sectors: what each says of the same people, and what is true. For measuring how
/// often a suggested value is right.</summary>
/// <remarks>Independent of what it judges: no value is compared or matched here.</remarks>
static class SectorFiles
{
    const string Header = "id,name,born,sex,phone,unit,told,state";

    /// <summary>Writes register, accounts, insurance, clinic and dossiers, each with its contract, and
    /// truth.csv.</summary>
    public static void Generate(SectorsOptions options, string folder)
    {
        Directory.CreateDirectory(folder);
        var population = Population.Make(new ProvinceOptions(options.Citizens, options.Seed));
        var lives = Enumerable.Range(0, population.Registered).Select(i => Life.Of(population, i)).ToList();
        var records = new SectorRecords(population, lives);
        foreach (var spec in SectorSpec.All)
        {
            var rows = lives.Select((life, i) => Row(population, life, records.Of(spec, i)));
            Write(folder, spec.Feed + ".csv", Header, rows.OfType<string>());
            WriteContract(folder, spec.Feed);
        }

        Write(folder, "truth.csv", "personal_id,phone,birthDate,name,homeUnit",
            lives.Select(life => Truth(population, life)));
    }

    static string? Row(Population population, Life life, SectorRecord? record)
    {
        if (record is null)
        {
            return null;
        }

        var phone = record.PhoneText ?? (record.Phone == 0 ? "" : PhoneBlocks.Text(record.Phone));
        return string.Join(',', Id(life), record.Name, Born(record.Birth), record.Male ? "Nam" : "Nữ", phone,
            population.Places[record.Place].Code, Day(record.Told), record.IsReportedWrong ? "wrong" : "good");
    }

    static string Truth(Population population, Life life) => string.Join(',',
        Id(life), life.Phone == 0 ? "" : "+84" + life.Phone.ToString("D9", CultureInfo.InvariantCulture),
        life.Citizen.Birth.YearOnly ? "" : Born(life.Citizen.Birth, "{0:D4}-{1:D2}-{2:D2}"),
        life.Citizen.Name.Normalize(), population.Places[life.Place].Code);

    static string Id(Life life) => life.Citizen.Id.ToString("D12", CultureInfo.InvariantCulture);

    static string Born(BirthDay birth, string form = "{2:D2}/{1:D2}/{0:D4}") => birth.YearOnly
        ? birth.Year.ToString(CultureInfo.InvariantCulture)
        : string.Format(CultureInfo.InvariantCulture, form, birth.Year, birth.Month, birth.Day);

    static string Day(DateOnly day) => Dress.Date(day);

    static void Write(string folder, string name, string header, IEnumerable<string> rows)
    {
        using var file = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(false))
        {
            NewLine = "\n",
        };
        file.WriteLine(header);
        foreach (var row in rows)
        {
            file.WriteLine(row);
        }
    }

    static void WriteContract(string folder, string feed)
    {
        using var resource = typeof(SectorFiles).Assembly.GetManifestResourceStream($"sectors/{feed}.yaml")!;
        using var file = File.Create(Path.Combine(folder, feed + ".yaml"));
        resource.CopyTo(file);
    }
}
