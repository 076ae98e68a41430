using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Systems;

/// <summary>A civil register: a record is known by its number, its book and the commune that keeps it.</summary>
abstract class CivilRegister(string feed, string stem, string header) : CitizenSystem(feed, stem, header)
{
    public override string SubjectKey(Population population, Subject subject)
    {
        var details = Chance.For(
            population.Options.Seed, ChanceFor.SystemDetails,
            SystemNumber.Index(SystemNumber.Of(Feed), subject.Citizen, subject.Ordinal));
        var day = RegisteredOn(population.People[subject.Citizen], ref details);
        return $"{RecordNo(subject.Citizen, subject.Ordinal)}|{Book(day)}|{Office(population, subject.Citizen)}";
    }

    /// <summary>Day of the entry: the first chance among the details of a record.</summary>
    protected abstract DateOnly RegisteredOn(in Citizen citizen, ref Chance details);

    protected static string Book(DateOnly registered) => $"01/{registered:yyyy}";

    /// <summary>The commune that keeps the book, whatever is wrong with the home in the row.</summary>
    protected static string Office(Population population, int citizen) =>
        population.Places[population.People[citizen].Place].Code;

    protected static string Office(CitizenRow row) => Office(row.Values.Population, row.Values.Citizen);

    protected static DateOnly DayWithin(int days, ref Chance details) =>
        ProvinceOptions.DateOf(1).AddDays(-1 - details.Next(days));
}
