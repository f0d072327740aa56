namespace OciArtifacts.Core.Tests;

/// <summary>Checks that the library fails with the code that the test names.</summary>
internal static class Failure
{
    internal static OciException With(OciErrorCode code, Action act) => Checked(code, Assert.ThrowsExactly<OciException>(act));

    internal static async Task<OciException> WithAsync(OciErrorCode code, Func<Task> act) =>
        Checked(code, await Assert.ThrowsExactlyAsync<OciException>(act));

    private static OciException Checked(OciErrorCode code, OciException failure)
    {
        Assert.AreEqual(code, failure.Code, failure.Message);
        return failure;
    }
}
