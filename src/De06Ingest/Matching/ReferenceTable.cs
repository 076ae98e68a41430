using System.Buffers.Binary;
using System.Text;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching.Evidence;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Units;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Matching;

/// <summary>Brings the reference set into memory: from the snapshot of its version, or from the clean table.</summary>
/// <remarks>A snapshot is a cache named by the publish: a damaged or missing one is built again from the
/// table.</remarks>
sealed class ReferenceTable(NpgsqlDataSource database, IReadOnlyList<FeedContract> contracts, string spool)
    : IDisposable
{
    readonly SemaphoreSlim one = new(1);
    ReferenceIndex? held;

    /// <summary>The reference feed, or null when no contract has that role.</summary>
    public FeedContract? Contract { get; } = contracts.FirstOrDefault(c => c.Role == FeedRole.Reference);

    /// <summary>Publish of the reference that readers see now; null before its first.</summary>
    public async Task<Guid?> Version(CancellationToken stop)
    {
        if (Contract is null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(stop);
        return (await RunTable.Current(connection, Contract.Feed))?.PublishId;
    }

    /// <summary>The index of the current version, or null when there is no reference yet.</summary>
    public async Task<ReferenceIndex?> Load(CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            if (await Version(stop) is not { } version)
            {
                return null;
            }

            if (held?.Version != version)
            {
                held = null;
                held = ReferenceIndex.Load(Snapshot(version), version) ?? await FromTable(stop);
            }

            return held;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Loads the index and makes sure that its snapshot stands, so that the next process need not read the
    /// table.</summary>
    /// <exception cref="IOException">The disk does not take the snapshot.</exception>
    public async Task Keep(CancellationToken stop)
    {
        if (await Load(stop) is { } index && !File.Exists(Snapshot(index.Version)) && !Save(index))
        {
            throw new IOException("the snapshot of the reference could not be written");
        }
    }

    public void Dispose() => one.Dispose();

    string Snapshot(Guid version) => Path.Combine(spool, "reference", $"{version:N}.index");

    async Task<ReferenceIndex> FromTable(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        // One snapshot of the database, so that version and rows belong together.
        await using var transaction =
            await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var current = (await RunTable.Current(connection, Contract!.Feed))!;
        var maps = await new UnitTable(connection).Read();
        var map = current.UnitMap is { } number ? maps.Find((byte)number) : null;
        var builder =
            new ReferenceIndexBuilder(current.PublishId, checked((int)current.Rows), map?.Number ?? 0);
        var places = new PlaceText();
        using (var rows = new CopyRow(connection, Select(current.Generation)))
        {
            while (rows.Read())
            {
                Add(builder, rows, places, row => HomeUnit(row, maps, map));
            }
        }

        var index = builder.Build();
        Save(index);
        return index;
    }

    string Select(int generation)
    {
        string Column(string name, string otherwise = "null::text") =>
            Contract!.IndexOf(name) is var i and >= 0 ? Contract.Columns[i].SqlName : otherwise;
        var birth = Contract!.IndexOf("birthDate") >= 0 ? Column("birthDate") : null;
        return $"""
            select {Column("personalId")}, {Column("name")}, {(birth is null ? "null::date" : birth + "_from")},
              {(birth is null ? "null::date" : birth + "_to")}, {Column("sex")}, {Column("phone")},
              {Column("homeUnit")},
              {Column("status")}, citizen_ref, {Column("legacyId")}, {Column("hamlet")},
              {(Contract.HasUnits ? "unit_map" : "null::smallint")}
            from {new CleanTable(Contract).Name} where generation = {generation} and {Column("personalId")} is not null
            """;
    }

    /// <summary>The home unit on the map of the index; a row of another map is carried over, and unknown where its unit
    /// was split.</summary>
    static int HomeUnit(CopyRow row, UnitMaps maps, UnitMap? map)
    {
        var unit = AdminUnitCode.Parse(row.Bytes(6));
        if (!unit.IsValue)
        {
            return SectorRecord.Unknown;
        }

        var slot = UnitSlot.Of(unit.Value.Number, unit.Value.Length);
        if (map is null || row.IsNull(11) || row.Int16(11) == map.Number)
        {
            return slot;
        }

        return maps.Find((byte)row.Int16(11)) is { } other
            && maps.Between(other, map).Only(slot) is var carried and >= 0
            ? carried
            : SectorRecord.Unknown;
    }

    static void Add(ReferenceIndexBuilder builder, CopyRow row, PlaceText places, Func<CopyRow, int> homeUnit)
    {
        Span<byte> display = stackalloc byte[1024];
        var name = row.Bytes(1);
        if (name.Length > 255)
        {
            name = name[..255];
        }

        var length = PersonName.Normalise(name, display, out var full, out var folded, out _);
        var citizen = new Citizen
        {
            PersonalId = PersonalId.Parse(row.Bytes(0), 9999).Value.Number,
            NameFull = length == 0 ? 0 : full,
            NameFolded = (uint)folded,
            BirthFrom = row.IsNull(2) ? int.MinValue : row.Int32(2),
            BirthSpan = row.IsNull(2) ? (ushort)0 : (ushort)Math.Min(ushort.MaxValue, row.Int32(3) - row.Int32(2)),
            Sex = SexWords.TryParse(row.Bytes(4), out var sex) ? sex : Sex.Unknown,
            Phone = PhoneNumber.Parse(row.Bytes(5)).Value.National,
            HomeUnit = homeUnit(row),
            Legacy = LegacyId.Parse(row.Bytes(9)).Value.Number,
            Hamlet = places.Number(row.Bytes(10)),
            Status = Encoding.ASCII.GetString(row.Bytes(7)) switch
            {
                "dead" => CitizenStatus.Dead,
                "moved" => CitizenStatus.Moved,
                _ => CitizenStatus.Alive,
            },
        };
        builder.Add(citizen, row.IsNull(8) ? UInt128.Zero : BinaryPrimitives.ReadUInt128BigEndian(row.Bytes(8)), name);
    }

    bool Save(ReferenceIndex index) =>
        SnapshotFile.Replace(Snapshot(index.Version), index.Save);
}
