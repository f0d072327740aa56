namespace OciArtifacts.TestKit.Registry;

/// <summary>The user of a token; <c>User</c> is empty for an anonymous token.</summary>
internal sealed record TokenOwner(string User, bool OnlyPulls)
{
    internal bool May(Permission wanted) => !OnlyPulls || string.Equals(wanted.Action, "pull", StringComparison.Ordinal);
}
