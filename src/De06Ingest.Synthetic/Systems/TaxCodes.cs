namespace De06Ingest.Synthetic.Systems;

/// <summary>Mã số thuế: nine digits and a check digit. Some nine digits have none and are not given out.</summary>
static class TaxCodes
{
    static readonly int[] Weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

    /// <summary>The code of a serial number; different numbers have different codes.</summary>
    public static string Of(long serial)
    {
        // Of ten numbers in a row at least one has a check digit, so each serial has ten to itself.
        for (var number = 800_000_000 + (serial * 10 % 199_999_990); ; number++)
        {
            var digits = number.ToString();
            var check = 10 - (Enumerable.Range(0, 9).Sum(i => (digits[i] - '0') * Weights[i]) % 11);
            if (check is >= 0 and < 10)
            {
                return digits + check;
            }
        }
    }
}
