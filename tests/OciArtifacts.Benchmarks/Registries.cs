using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>The registry that counts and throws bytes away: what a client costs is seen alone.</summary>
internal static class Registries
{
    internal static async Task<TestRegistry> CountingAsync(TimeSpan roundTrip = default)
    {
        var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            OnlyCounts = true,
            Fault = roundTrip == TimeSpan.Zero ? null : _ => new FaultAnswer { Delay = roundTrip },
        });
        BaseImage.PutInto(registry);
        return registry;
    }

    /// <summary>Loses all but the base image.</summary>
    internal static void ForgetArtifacts(this TestRegistry registry)
    {
        registry.Forget();
        BaseImage.PutInto(registry);
        registry.ClearRequests();
    }

    internal static long BytesUploaded(this TestRegistry registry) => registry.Requests.Sum(request => request.BodyBytes);
}
