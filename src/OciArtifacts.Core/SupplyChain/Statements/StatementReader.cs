namespace OciArtifacts.Core.SupplyChain.Statements;

/// <summary>Reads a statement from JSON.</summary>
internal static class StatementReader
{
    /// <exception cref="OciException">The bytes are no statement (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static InTotoStatement Read(ReadOnlyMemory<byte> bytes)
    {
        var root = StrictObject.Parse(bytes, "in-toto statement");
        var type = root.Text("_type");
        if (type is not (InTotoStatement.TypeV1 or InTotoStatement.TypeV01))
        {
            throw root.Wrong($"its _type is '{type}', not {InTotoStatement.TypeV1}");
        }

        IReadOnlyList<StatementSubject> subjects = [.. root.Objects("subject").Select(Subject)];
        return subjects.Count > 0
            ? new InTotoStatement(subjects, root.Text("predicateType"), root.Find("predicate"))
            : throw root.Wrong("it has no subject");
    }

    private static StatementSubject Subject(StrictObject subject)
    {
        var digests = subject.Object("digest").AllTexts();
        return digests.Count > 0
            ? new StatementSubject(digests) { Name = subject.TextOrNull("name") }
            : throw subject.Wrong("a subject has no digest");
    }
}
