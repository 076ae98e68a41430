namespace De06Ingest.Intake.Normalise;

/// <summary>Which record showed a subject first in this extract; a map of 64-bit numbers to record numbers.</summary>
/// <remarks>Open addressing, 12 bytes a slot: half the time and memory of a dictionary in the loop over a million
/// rows.</remarks>
sealed class SubjectMap(int expected)
{
    long[] subjects = new long[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 2L))];
    int[] records = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 2L))];
    int count;

    /// <summary>The record that showed this subject first: the given one when none did before.</summary>
    /// <param name="subject">Any number but 0.</param>
    /// <param name="record">Number of the record.</param>
    public int FirstOf(long subject, int record)
    {
        if (count * 2 >= subjects.Length)
        {
            Grow();
        }

        var slot = Slot(subject);
        while (subjects[slot] != 0)
        {
            if (subjects[slot] == subject)
            {
                return records[slot];
            }

            slot = (slot + 1) & (subjects.Length - 1);
        }

        (subjects[slot], records[slot]) = (subject, record);
        count++;
        return record;
    }

    int Slot(long subject) => (int)(((ulong)subject * 0x9E3779B97F4A7C15UL) >> 33) & (subjects.Length - 1);

    void Grow()
    {
        var (oldSubjects, oldRecords) = (subjects, records);
        (subjects, records) = (new long[oldSubjects.Length * 2], new int[oldRecords.Length * 2]);
        count = 0;
        for (var i = 0; i < oldSubjects.Length; i++)
        {
            if (oldSubjects[i] != 0)
            {
                FirstOf(oldSubjects[i], oldRecords[i]);
            }
        }
    }
}
