using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Where a record counts: day as counts tell it, and which of the texts its unit is, and its item where the
/// figure is over items.</summary>
readonly record struct FigurePlace(int Day, int Unit, int Item)
{
    public const int NoItem = -1;
}

/// <summary>What the records of one place come to.</summary>
readonly record struct FigureSum(long Numerator, long Denominator, long Records);

/// <summary>What a figure's records come to by unit, item and day, as they can be kept and moved by the records that
/// change.</summary>
/// <remarks>Three years of a province come to some ten thousand places, so a place holds numbers and the texts stand
/// beside.</remarks>
sealed class FigureSums
{
    readonly Dictionary<FigurePlace, FigureSum> sums = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> texts = [];

    /// <summary>Places at which there is anything.</summary>
    public IReadOnlyCollection<KeyValuePair<FigurePlace, FigureSum>> Places => sums;

    /// <summary>Unit or item of this number; null for <see cref="FigurePlace.NoItem"/>.</summary>
    public string? Text(int number) => number < 0 ? null : texts[number];

    /// <summary>Days on which the value of something depends. An item counts also by being there.</summary>
    public IReadOnlySet<DateOnly> DaysThatCount() => sums
        .Where(s => s.Value.Numerator != 0 || s.Value.Denominator != 0 || s.Key.Item != FigurePlace.NoItem)
        .Select(s => DateOnly.FromDayNumber(s.Key.Day)).ToHashSet();

    /// <summary>Adds what a statement of <see cref="FigureCounts.Counting"/> gives.</summary>
    public async Task Add(NpgsqlConnection connection, string counting)
    {
        await using var command = new NpgsqlCommand(counting, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        await Add(reader);
    }

    /// <summary>Reads what several such statements give. All go to the server at once, and what one gave is taken
    /// while the next is read, so that the server waits for nothing.</summary>
    public static async Task Read(
        NpgsqlConnection connection, IEnumerable<string> countings, Action<int, FigureSums> take)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0, EnableErrorBarriers = true };
        foreach (var counting in countings)
        {
            batch.BatchCommands.Add(new(counting));
        }

        await using var reader = await batch.ExecuteReaderAsync();
        var taken = Task.CompletedTask;
        for (var at = 0; at < batch.BatchCommands.Count; at++)
        {
            var sums = new FigureSums();
            await sums.Add(reader);
            taken = Take(taken, at, sums);
            await reader.NextResultAsync();
        }

        await taken;

        Task Take(Task before, int at, FigureSums sums) => Task.Run(async () =>
        {
            await before;
            take(at, sums);
        });
    }

    async Task Add(NpgsqlDataReader reader)
    {
        while (await reader.ReadAsync())
        {
            Change(
                new FigurePlace(reader.GetFieldValue<DateOnly>(2).DayNumber, Number(reader.GetString(0)),
                    reader.IsDBNull(1) ? FigurePlace.NoItem : Number(reader.GetString(1))),
                new FigureSum(reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)));
        }
    }

    public void Add(FigureSums more)
    {
        var ours = more.texts.ConvertAll(Number);
        foreach (var (place, sum) in more.sums)
        {
            Change(place with
            {
                Unit = ours[place.Unit],
                Item = place.Item == FigurePlace.NoItem ? FigurePlace.NoItem : ours[place.Item],
            }, sum);
        }
    }

    int Number(string text)
    {
        if (!numbers.TryGetValue(text, out var number))
        {
            number = numbers[text] = texts.Count;
            texts.Add(text);
        }

        return number;
    }

    void Change(FigurePlace place, FigureSum more)
    {
        var sum = sums.GetValueOrDefault(place);
        sum = new(sum.Numerator + more.Numerator, sum.Denominator + more.Denominator, sum.Records + more.Records);
        if (sum == default)
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
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(texts.Count);
        texts.ForEach(writer.Write);
        writer.Write7BitEncodedInt(sums.Count);
        foreach (var (place, sum) in sums)
        {
            writer.Write7BitEncodedInt(place.Day);
            writer.Write7BitEncodedInt(place.Unit);
            writer.Write7BitEncodedInt(place.Item + 1);
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
        var read = new FigureSums();
        for (var texts = reader.Read7BitEncodedInt(); texts > 0; texts--)
        {
            read.Number(reader.ReadString());
        }

        var places = reader.Read7BitEncodedInt();
        read.sums.EnsureCapacity(places);
        for (; places > 0; places--)
        {
            var place = new FigurePlace(
                reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt() - 1);
            read.sums[place] = new(
                reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        }

        return read;
    }
}
