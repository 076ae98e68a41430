using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Where a record counts: day as counts tell it, unit, and item where the figure is over items.</summary>
sealed record FigurePlace(int Day, string Unit, string? Item);

/// <summary>What the records of one place come to.</summary>
sealed record FigureSum(long Numerator, long Denominator, long Records)
{
    public static FigureSum None { get; } = new(0, 0, 0);
}

/// <summary>What a figure's records come to by unit, item and day, as they can be kept and moved by the records that
/// change.</summary>
sealed class FigureSums
{
    readonly Dictionary<FigurePlace, FigureSum> sums = [];

    /// <summary>Places at which there is anything.</summary>
    public IEnumerable<KeyValuePair<FigurePlace, FigureSum>> Places => sums;

    /// <summary>Days on which the value of something depends. An item counts also by being there.</summary>
    public IReadOnlySet<DateOnly> DaysThatCount() => sums
        .Where(s => s.Value.Numerator != 0 || s.Value.Denominator != 0 || s.Key.Item is not null)
        .Select(s => DateOnly.FromDayNumber(s.Key.Day)).ToHashSet();

    /// <summary>Adds what a statement of <see cref="FigureCounts.Counting"/> gives.</summary>
    public async Task Add(NpgsqlConnection connection, string counting)
    {
        await using var command = new NpgsqlCommand(counting, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        await Add(reader);
    }

    /// <summary>Reads what several such statements give. All go to the server at once, which counts the next while
    /// what the last gave is taken.</summary>
    public static async Task Read(
        NpgsqlConnection connection, IEnumerable<string> countings, Action<int, FigureSums> take)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, EnableErrorBarriers = true };
        foreach (var counting in countings)
        {
            batch.BatchCommands.Add(new(counting));
        }

        await using var reader = await batch.ExecuteReaderAsync();
        for (var at = 0; at < batch.BatchCommands.Count; at++)
        {
            var sums = new FigureSums();
            await sums.Add(reader);
            take(at, sums);
            await reader.NextResultAsync();
        }
    }

    async Task Add(NpgsqlDataReader reader)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            Change(
                new FigurePlace(reader.GetFieldValue<DateOnly>(2).DayNumber,
                    Once(reader.GetString(0)),
                    reader.IsDBNull(1) ? null : Once(reader.GetString(1))),
                new FigureSum(reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)));
        }

        string Once(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;
    }

    public void Add(FigureSums more)
    {
        foreach (var (place, sum) in more.sums)
        {
            Change(place, sum);
        }
    }

    void Change(FigurePlace place, FigureSum more)
    {
        var sum = sums.GetValueOrDefault(place, FigureSum.None);
        sum = new(sum.Numerator + more.Numerator, sum.Denominator + more.Denominator, sum.Records + more.Records);
        if (sum == FigureSum.None)
        {
            sums.Remove(place);
        }
        else
        {
            sums[place] = sum;
        }
    }

    /// <summary>The sums in few bytes: the texts, then each place by its texts' numbers.</summary>
    public byte[] ToBytes()
    {
        var texts = sums.Keys.SelectMany(p => new[] { p.Unit, p.Item }).OfType<string>().Distinct().ToList();
        var numbers = texts.Select((text, at) => (text, at)).ToDictionary(t => t.text, t => t.at);
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(texts.Count);
        texts.ForEach(writer.Write);
        writer.Write7BitEncodedInt(sums.Count);
        foreach (var (place, sum) in sums)
        {
            writer.Write7BitEncodedInt(place.Day);
            writer.Write7BitEncodedInt(numbers[place.Unit]);
            writer.Write7BitEncodedInt(place.Item is null ? 0 : numbers[place.Item] + 1);
            writer.Write7BitEncodedInt64(sum.Numerator);
            writer.Write7BitEncodedInt64(sum.Denominator);
            writer.Write7BitEncodedInt64(sum.Records);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public static FigureSums FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        var read = new FigureSums();
        var places = reader.Read7BitEncodedInt();
        read.sums.EnsureCapacity(places);
        for (; places > 0; places--)
        {
            var (day, unit, item) =
                (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            read.sums[new(day, texts[unit], item == 0 ? null : texts[item - 1])] = new(
                reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        }

        return read;
    }
}
