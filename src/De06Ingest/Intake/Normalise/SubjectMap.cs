using System.Numerics;
using System.Runtime.InteropServices;
using De06Ingest.Values;

namespace De06Ingest.Intake.Normalise;

/// <summary>Which record showed a subject first in this extract; a map of 64-bit numbers to record numbers.</summary>
/// <remarks>Open addressing, 12 bytes a slot: half the time and memory of a dictionary in the loop over a million
/// rows.</remarks>
sealed class SubjectMap(int expected)
{
    LargeArray<Slot> slots =
        LargeArray.Zeros<Slot>((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 4L / 3)));
    int count;

    /// <summary>The record that showed this subject first: the given one when none did before.</summary>
    /// <param name="subject">Any number but 0.</param>
    /// <param name="record">Number of the record.</param>
    public int FirstOf(long subject, int record)
    {
        if (count * 4L >= slots.Length * 3L)
        {
            Grow();
        }

        var at = Place(subject);
        while (slots[at].Subject != 0)
        {
            if (slots[at].Subject == subject)
            {
                return slots[at].Record;
            }

            at = (at + 1) & (slots.Length - 1);
        }

        slots[at] = new() { Subject = subject, Record = record };
        count++;
        return record;
    }

    /// <summary>Asks the processor for the slot that <see cref="FirstOf"/> will look at.</summary>
    public void Prefetch(long subject) => slots.Prefetch(Place(subject));

    int Place(long subject) => (int)(((ulong)subject * 0x9E3779B97F4A7C15UL) >> 33) & (slots.Length - 1);

    void Grow()
    {
        var old = slots;
        slots = LargeArray.Zeros<Slot>(old.Length * 2);
        count = 0;
        foreach (var slot in old.Span)
        {
            if (slot.Subject != 0)
            {
                FirstOf(slot.Subject, slot.Record);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    struct Slot
    {
        public long Subject;
        public int Record;
    }
}
