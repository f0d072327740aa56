namespace OciArtifacts.TestKit.Registry;

/// <summary>Whom a token is for; <c>User</c> is empty for nobody.</summary>
internal sealed record TokenOwner(string User, bool OnlyPulls)
{
    internal bool May(Permission wanted) => !OnlyPulls || string.Equals(wanted.Action, "pull", StringComparison.Ordinal);
}
