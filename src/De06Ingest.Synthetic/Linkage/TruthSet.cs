using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Linkage.Errors;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>
/// A register, a sector's list about some of its people, and the answer: which row is about whom, and what was done
/// to it.
/// </summary>
/// <remarks>The answer is known because a row is made from its citizen; nothing is matched here. Rows stream to the
/// files, so that only the register is held in memory (about 150 bytes a citizen).</remarks>
sealed class TruthSet
{
    readonly TruthSetOptions _options;
    readonly Register _register;
    readonly FeedRow _row;
    readonly List<string> _errors = [];
    readonly TruthTally _tally = new();

    TruthSet(TruthSetOptions options)
    {
        _options = options;
        _register = Register.Make(options);
        _row = new FeedRow(_register);
    }

    /// <summary>
    /// Writes reference.csv, feed.csv, truth.csv, strangers.csv, reference.yaml and feed.yaml into a folder.
    /// </summary>
    /// <exception cref="ArgumentException">No truth set can be like that.</exception>
    public static TruthTally Generate(TruthSetOptions options, string folder)
    {
        if (!options.IsPossible)
        {
            throw new ArgumentException(
                "citizens: 100 to 2000000; rows: at least 1, and not more than citizens (a citizen has one row); "
                + "ids: 0 to 1; strangers: 0 to 0.5",
                nameof(options));
        }

        Directory.CreateDirectory(folder);
        var set = new TruthSet(options);
        set.WriteReference(folder);
        set.WriteFeed(folder);
        foreach (var contract in new[] { "reference.yaml", "feed.yaml" })
        {
            using var text = typeof(TruthSet).Assembly.GetManifestResourceStream(contract)!;
            using var file = File.Create(Path.Combine(folder, contract));
            text.CopyTo(file);
        }

        return set._tally;
    }

    void WriteReference(string folder)
    {
        using var sink = Open(folder, "reference.csv");
        var file = new ReferenceFile(sink, _register);
        file.WriteHeader();
        for (var i = 0; i < _register.Count; i++)
        {
            if (!_register.IsStranger(i))
            {
                file.Write(i);
            }
        }
    }

    void WriteFeed(string folder)
    {
        using var feed = Open(folder, "feed.csv");
        using var truth = Open(folder, "truth.csv");
        using var strangers = Open(folder, "strangers.csv");
        var file = new FeedFile(feed);
        file.WriteHeader();
        truth.Text("feed_key,reference_key,errors\n");
        strangers.Text("feed_key,errors\n");
        var people = Sample();
        for (var line = 0; line < people.Length; line++)
        {
            var key = $"HS-{line + 1:D7}";
            Spoil(people[line], line);
            file.Write(key, line + 1, _row);
            Answer(key, truth, strangers);
        }
    }

    void Answer(string key, ExtractSink truth, ExtractSink strangers)
    {
        var stranger = _register.IsStranger(_row.Person);
        var sink = stranger ? strangers : truth;
        sink.BeginRow();
        sink.Text(key);
        if (!stranger)
        {
            sink.Byte((byte)',');
            sink.Digits(_row.Citizen.Id, 12);
        }

        sink.Text($",{string.Join(';', _errors)}\n");
        _tally.Count(stranger, _errors);
    }

    /// <summary>Whom the rows are about, in the order of the feed, which says nothing of the register's.</summary>
    int[] Sample()
    {
        var chance = Chance.For(_options.Seed, ChanceFor.Sampling, 0);
        var registered = Enumerable.Range(0, _register.Count).Where(i => !_register.IsStranger(i)).ToArray();
        var strangers = Enumerable.Range(0, _register.Count).Where(_register.IsStranger);
        Shuffle(registered, _options.Pairs, ref chance);
        int[] people = [.. registered.AsSpan(0, _options.Pairs), .. strangers];
        Shuffle(people, people.Length, ref chance);
        return people;
    }

    // The first so many become a random choice in random order.
    static void Shuffle(int[] items, int count, ref Chance chance)
    {
        for (var i = 0; i < count; i++)
        {
            var other = i + chance.Next(items.Length - i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    void Spoil(int person, int line)
    {
        var chance = Chance.For(_options.Seed, ChanceFor.SectorRow, line);
        _row.TakeFrom(person);
        _errors.Clear();
        if (_row.Phone == 0 && 2026 - _row.Birth.Year >= 18 && chance.PerMille(ErrorProfile.PhoneOnlyHere))
        {
            _row.Phone = _register.OwnPhone(person);
        }

        var legacyBeside = chance.PerMille(ErrorProfile.LegacyBeside);
        var hasId = chance.Next(1_000_000) < _options.Ids * 1_000_000;
        _row.Legacy = legacyBeside ? _row.Legacy : "";
        foreach (var cell in Enum.GetValues<Cell>())
        {
            var ofCell = Chance.For(_options.Seed, ChanceFor.SectorError, (line * 16L) + (int)cell);
            SpoilCell(cell, hasId, ref ofCell);
        }
    }

    void SpoilCell(Cell cell, bool hasId, ref Chance chance)
    {
        if (cell == Cell.Id && !hasId)
        {
            Try(ErrorProfile.NoId, listed: _options.Ids > 0, ref chance);
            return;
        }

        // Capitals, spaces and the other place of the tone come before the bytes are misread.
        if (cell == Cell.Encoding)
        {
            _row.Name = Dress.Name(_row.Name, ref chance);
        }

        var draw = chance.Next(10_000);
        foreach (var (error, rate) in ErrorProfile.Rates.Where(r => r.Error.Cell == cell))
        {
            if (draw >= 0 && draw < rate)
            {
                Try(error, listed: true, ref chance);
            }

            draw -= rate;
        }
    }

    // What leaves the cell as it was is no error, whatever its maker says.
    void Try(IRowError error, bool listed, ref Chance chance)
    {
        var before = _row.Written(error.Cell);
        if (error.Spoil(_row, ref chance) && _row.Written(error.Cell) != before && listed)
        {
            _errors.Add(error.Kind);
        }
    }

    static ExtractSink Open(string folder, string file) =>
        new(new FileStream(Path.Combine(folder, file), FileMode.Create, FileAccess.Write, FileShare.Read, 1));
}

/// <summary>What was written into a truth set.</summary>
sealed class TruthTally
{
    readonly SortedDictionary<string, int> _planted = new(StringComparer.Ordinal);
    readonly int[] _rowsByErrors = new int[9];

    public int Pairs { get; private set; }
    public int Strangers { get; private set; }
    public int Rows => Pairs + Strangers;

    /// <summary>Rows by kind of error.</summary>
    public IReadOnlyDictionary<string, int> Planted => _planted;

    /// <summary>Rows with 0, 1, 2, … errors.</summary>
    public IReadOnlyList<int> RowsByErrors => _rowsByErrors;

    public void Count(bool stranger, IReadOnlyCollection<string> errors)
    {
        (Pairs, Strangers) = stranger ? (Pairs, Strangers + 1) : (Pairs + 1, Strangers);
        _rowsByErrors[errors.Count]++;
        foreach (var kind in errors)
        {
            _planted[kind] = _planted.GetValueOrDefault(kind) + 1;
        }
    }
}
