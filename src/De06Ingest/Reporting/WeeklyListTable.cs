using Dapper;
using Npgsql;

namespace De06Ingest.Reporting;

/// <summary>The list of one unit, made and not yet kept.</summary>
/// <param name="Rows">Matters in it; 0 for none, and then there is no file.</param>
/// <param name="Content">The file.</param>
sealed record WeeklyList(string Unit, string UnitName, int Rows, string? FileName, byte[]? Content);

/// <summary>A list whose file is not known to stand in the outbox.</summary>
sealed record UnwrittenList
{
    public string Week { get; init; } = "";
    public string Unit { get; init; } = "";
    public string FileName { get; init; } = "";
    public byte[] Content { get; init; } = [];
}

/// <summary>Owns core.weekly_list.</summary>
sealed class WeeklyListTable(NpgsqlConnection connection)
{
    /// <summary>"DE06" and a number: one program makes lists at a time.</summary>
    const long LockKey = 0x44453036_0003;

    public Task Lock() => connection.ExecuteAsync("select pg_advisory_lock(@LockKey)", new { LockKey });

    public Task Unlock() => connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });

    public Task<bool> Has(string week) => connection.ExecuteScalarAsync<bool>(
        "select exists (select from core.weekly_list where week = @week)", new { week });

    /// <summary>Every unit of the province that is served, itself included; none before anything is
    /// published.</summary>
    public async Task<IReadOnlyList<(string Code, string Name)>> Units() =>
    [
        .. await connection.QueryAsync<(string, string)>(
            """
            select b.unit, b.unit_name from api.served_province p join api.unit_below b on b.upper = p.unit
            where b.unit_name is not null order by b.unit
            """),
    ];

    /// <summary>Keeps all lists of a week in one step.</summary>
    public async Task Save(string week, DateOnly? until, DateTimeOffset at, IReadOnlyList<WeeklyList> lists)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            """
            insert into core.weekly_list (week, unit, unit_name, data_until, rows, file_name, content, sha256, made_at)
            values (@week, @Unit, @UnitName, @until, @Rows, @FileName, @Content, @sha256, @at)
            """,
            lists.Select(l => new
            {
                week,
                l.Unit,
                l.UnitName,
                until = until?.ToDateTime(TimeOnly.MinValue),
                l.Rows,
                l.FileName,
                l.Content,
                sha256 = l.Content is null ? null : Outbox.Hash(l.Content),
                at = at.UtcDateTime,
            }));
        await transaction.CommitAsync();
    }

    public async Task<IReadOnlyList<UnwrittenList>> Unwritten() =>
        (await connection.QueryAsync<UnwrittenList>(
            """
            select week, unit, file_name as "FileName", content from core.weekly_list
            where content is not null and written_at is null order by week, unit
            """)).AsList();

    public Task Written(UnwrittenList list, DateTimeOffset at) => connection.ExecuteAsync(
        "update core.weekly_list set written_at = @at where week = @Week and unit = @Unit",
        new { at = at.UtcDateTime, list.Week, list.Unit });

    /// <summary>Notes who took a list, unless somebody did before.</summary>
    public Task Take(WeeklyListRow list, string by, DateTimeOffset at) => connection.ExecuteAsync(
        """
        update core.weekly_list set taken_at = @at, taken_by = @by
        where week = @Week and unit = @Unit and taken_at is null
        """, new { at = at.UtcDateTime, by, list.Week, list.Unit });

    public async Task<IReadOnlyList<WeeklyListRow>> Read(string? unit, string? week) =>
    [
        .. from row in await connection.QueryAsync<KeptList>(
               """
               select week, unit, unit_name as "UnitName", data_until as "DataUntil", rows, file_name as "FileName",
                      sha256, made_at as "MadeAt", written_at as "WrittenAt", taken_at as "TakenAt",
                      taken_by as "TakenBy", list_state as "ListState"
               from api.weekly_list
               where (@unit::text is null or unit = @unit) and (@week::text is null or week = @week)
               order by week desc, unit
               """, new { unit, week })
           select row.Told,
    ];

    /// <summary>A row as Dapper reads it: days and times are <see cref="DateTime"/>, the latter in UTC.</summary>
    sealed record KeptList
    {
        public string Week { get; init; } = "";
        public string Unit { get; init; } = "";
        public string UnitName { get; init; } = "";
        public DateTime? DataUntil { get; init; }
        public int Rows { get; init; }
        public string? FileName { get; init; }
        public string? Sha256 { get; init; }
        public DateTime MadeAt { get; init; }
        public DateTime? WrittenAt { get; init; }
        public DateTime? TakenAt { get; init; }
        public string? TakenBy { get; init; }
        public string ListState { get; init; } = "";

        public WeeklyListRow Told => new()
        {
            Week = Week,
            Unit = Unit,
            UnitName = UnitName,
            DataUntil = DataUntil is { } day ? DateOnly.FromDateTime(day) : null,
            Rows = Rows,
            FileName = FileName,
            Sha256 = Sha256,
            MadeAt = Utc(MadeAt),
            WrittenAt = WrittenAt is { } written ? Utc(written) : null,
            TakenAt = TakenAt is { } taken ? Utc(taken) : null,
            TakenBy = TakenBy,
            ListState = ListState,
        };

        static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
    }
}
