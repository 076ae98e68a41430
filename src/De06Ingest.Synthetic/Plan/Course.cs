namespace De06Ingest.Synthetic.Plan;

/// <summary>What becomes of a planted error (or, where no kind is planted, of a row) over the three days.</summary>
enum Course : byte
{
    /// <summary>No error, and there on all days.</summary>
    None,

    /// <summary>Wrong from day 1 on.</summary>
    Stays,

    /// <summary>Wrong on day 1; the source corrects it on day 2.</summary>
    Fixed,

    /// <summary>Wrong on day 1; the row is gone on day 2.</summary>
    Vanishes,

    /// <summary>Wrong from day 2 on.</summary>
    New,

    /// <summary>Wrong on day 1, right on day 2, wrong again on day 3.</summary>
    Reopens,

    /// <summary>
    /// The sector is right against the reference of day 1; the reference of day 2 says what the sector says.
    /// </summary>
    FixedByReference,

    /// <summary>The row stays the same; the reference of day 2 turns it into an error.</summary>
    OpenedByReference,
}

/// <summary>The courses, read by day.</summary>
static class Courses
{
    /// <summary>Does the sector's row of this day carry the planted value?</summary>
    public static bool SpoilsOn(this Course course, int day) => course switch
    {
        Course.Stays or Course.FixedByReference => true,
        Course.Fixed or Course.Vanishes => day == 1,
        Course.New => day >= 2,
        Course.Reopens => day is 1 or 3,
        _ => false,
    };

    /// <summary>Is the mismatch open after the deliveries of this day?</summary>
    public static bool OpenOn(this Course course, int day) => course switch
    {
        Course.FixedByReference => day == 1,
        Course.OpenedByReference => day >= 2,
        _ => course.SpoilsOn(day),
    };
}
