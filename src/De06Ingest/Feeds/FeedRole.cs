namespace De06Ingest.Feeds;

/// <summary>What the rows of a feed are to the others.</summary>
enum FeedRole
{
    /// <summary>Rows about citizens, compared with the reference.</summary>
    Sector,

    /// <summary>The population, with which the others are compared.</summary>
    Reference,

    /// <summary>Rows about no citizen: tallies, catalogues, logs. They are matched with nobody.</summary>
    Register,
}
