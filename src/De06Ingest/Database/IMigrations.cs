namespace De06Ingest.Database;

/// <summary>The state of our schemas in PostgreSQL, and the way forward.</summary>
interface IMigrations
{
    /// <summary>Applies what is lacking, in order, and names what it applied; nothing when all is there.</summary>
    Task<IReadOnlyList<string>> Apply(CancellationToken stop);

    /// <summary>True when the server answers. Never raises for an unreachable server.</summary>
    Task<bool> CanReach(CancellationToken stop);

    /// <summary>True when the schema is the one that this program was built with.</summary>
    Task<bool> IsCurrent(CancellationToken stop);
}
