namespace De06Ingest.Reporting;

/// <summary>A sentence, or a part of one, that is known by its code until somebody reads it, and is then written in
/// that person's language.</summary>
/// <param name="Key">Its key in the messages, such as <c>contract.unknown-word</c>.</param>
/// <param name="Arguments">Texts, numbers, and coded texts, which are written in the same language.</param>
/// <remarks>Made by a method with one parameter for each slot of its text, such as those of
/// <see cref="Feeds.ContractText"/>: so no slot can be left empty.</remarks>
sealed record CodedText(string Key, params object[] Arguments)
{
    /// <summary>The key without its family: what a program may rely on.</summary>
    public string Code => Key[(Key.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public string In(Messages messages) =>
        messages.Text(Key, [.. Arguments.Select(a => a is CodedText part ? part.In(messages) : a)]);

    /// <summary>In English, for logs and for machines.</summary>
    public override string ToString() => In(Messages.For(Language.En));
}
