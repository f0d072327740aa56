namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>The same with early work: the registry may be asked, and gets no content.</summary>
[TestClass]
public sealed class NothingIsSentEarlyTests : NothingIsSentTests
{
    private protected override bool IsEarly => true;
}
