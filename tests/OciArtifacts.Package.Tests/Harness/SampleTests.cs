namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Tests that publish. A failed test keeps its folders with binary logs, and prints their paths.</summary>
public abstract class SampleTests
{
    private readonly List<SampleProject> _own = [];
    private readonly List<SampleProject> _shared = [];

    public required TestContext TestContext { get; set; }

    [TestCleanup]
    public void KeepOrDelete()
    {
        if (TestContext.CurrentTestOutcome is not (UnitTestOutcome.Passed or UnitTestOutcome.Inconclusive))
        {
            foreach (var sample in _own.Concat(_shared)) sample.Keep(TestContext);
        }

        foreach (var sample in _own) sample.Dispose();
    }

    private protected async Task<SampleProject> CopyOfAsync(string name) => Own(await SampleProject.CopyOfAsync(name));

    private protected async Task<SampleProject> NewAsync(string name, string projectFile) =>
        Own(await SampleProject.NewAsync(name, projectFile));

    /// <summary>A sample of the repository, published once for all tests. A test must not change it.</summary>
    private protected async Task<SampleProject> PublishedAsync(string name) => Shared(await PublishedSamples.GetAsync(name));

    /// <summary>A sample that is not deleted after this test, because other tests use it too.</summary>
    private protected SampleProject Shared(SampleProject sample)
    {
        _shared.Add(sample);
        return sample;
    }

    private SampleProject Own(SampleProject sample)
    {
        _own.Add(sample);
        return sample;
    }
}
