using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems;

/// <summary>Writes one file of a system whose rows are about no citizen.</summary>
sealed class RegisterExtract(RegisterSystem system, RegisterView view)
{
    public ExtractTally Tally { get; } = new();

    public void Write(ExtractSink sink)
    {
        system.Layout.Open(sink, system, view.Delivery);
        foreach (var cells in system.Rows(view))
        {
            sink.BeginRow();
            system.Layout.Row(sink, system.Header, cells, Tally.Rows == 0);
            system.Layout.EndRow(sink);
            Tally.Rows++;
        }

        system.Layout.Close(sink);
    }
}

/// <summary>What a register is made from: the units and households of the province, and chances.</summary>
sealed class RegisterView(Population population, SystemDelivery delivery)
{
    public Population Population { get; } = population;
    public SystemDelivery Delivery { get; } = delivery;
    public IReadOnlyList<Place> Places => Population.Places;
    public DateOnly AsOf => Delivery.AsOf;
    public ulong Seed => Population.Options.Seed;

    /// <summary>The chance of one row; the same row has the same one in every file.</summary>
    public Chance ChanceOf(string what, long row) =>
        Chance.For(Seed, ChanceFor.RegisterRow, SystemNumber.Index(SystemNumber.Of(what), row, 0));

    /// <summary>Heads of the households that are in the register on day 1, with the number of members.</summary>
    public IEnumerable<(int Head, int Members)> Households()
    {
        for (var head = 0; head < Population.Registered;)
        {
            var next = head + 1;
            while (next < Population.Registered && Population.People[next].Head == head)
            {
                next++;
            }

            yield return (head, next - head);
            head = next;
        }
    }
}
