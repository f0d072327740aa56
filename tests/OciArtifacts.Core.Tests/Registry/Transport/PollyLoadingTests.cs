using System.Reflection;
using System.Runtime.Loader;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Polly is loaded only when a retry is needed.</summary>
[TestClass]
public sealed class PollyLoadingTests
{
    private const string Library = "OciArtifacts.Core", Polly = "Polly.Core";

    [TestMethod]
    public async Task A_push_without_a_fault_does_not_load_it()
    {
        var loaded = await LoadedByPushAsync(new TestRegistryOptions());
        Assert.Contains(Library, loaded);
        Assert.DoesNotContain(Polly, loaded);
    }

    [TestMethod]
    public async Task A_push_with_a_fault_loads_it()
    {
        var plan = FaultPlan.First(1, FaultAnswer.Bare(503));
        Assert.Contains(Polly, await LoadedByPushAsync(new TestRegistryOptions { Fault = plan.Answer }));
        Assert.AreEqual(1, plan.Count);
    }

    // Loads the library and this class a second time, into a context where no assembly is loaded yet.
    private static async Task<IReadOnlyList<string?>> LoadedByPushAsync(TestRegistryOptions options)
    {
        await using var registry = await TestRegistry.StartAsync(options);
        var apart = new Apart();
        var push = apart.LoadFromAssemblyName(typeof(PollyLoadingTests).Assembly.GetName())
            .GetType(typeof(PollyLoadingTests).FullName!, throwOnError: true)!.GetMethod(
                nameof(PushAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        await (Task)push.Invoke(null, [registry.Host])!;
        Assert.AreSequenceEqual(["1.0"], registry.Tags(RegistryPeer.Name));
        return [.. apart.Assemblies.Select(assembly => assembly.GetName().Name)];
    }

    private static async Task PushAsync(string registry)
    {
        var source = new MemoryStore();
        var root = Sample.Manifest(source, "m", Sample.Blob(source, "layer"));
        using var client = new RegistryClient(registry, RegistryPeer.Anonymous);
        using var copy = new ContentCopy(source, client.Repository(RegistryPeer.Name), new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
    }

    /// <summary>Loads its own assemblies, except for those of the framework and of the tests.</summary>
    private sealed class Apart() : AssemblyLoadContext(nameof(Apart))
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is Library or Polly || assemblyName.Name == typeof(Apart).Assembly.GetName().Name
                ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll"))
                : null;
    }
}
