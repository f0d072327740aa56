using System.Globalization;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>What the build needs more of memory at its peak. It runs on Linux only, where <c>/proc</c> has the peak of a process.</summary>
internal sealed class Memory : Benchmark
{
    private const double MB = 1_000_000;

    internal override string Name => "memory";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        if (!OperatingSystem.IsLinux()) return [];
        await using var registry = await Registries.CountingAsync();
        var rows = new List<Row>();
        foreach (var (name, size, item, what) in ((string, long, string, string)[])
        [
            ("raw", 5L << 30, "<OciArtifactFile Include=\"content/large.bin\" />", "5 GiB raw layer"),
            ("archive", 2L << 30, "<OciArtifactFile Include=\"content\" />", "2 GiB in tar+gzip"),
        ])
        {
            var app = Apps.Files(bench, name, item);
            using (var file = File.Create(bench.Work.Write($"{name}/content/large.bin", ""))) file.SetLength(size);
            await app.WithoutAsync();
            var without = await PeakOfAsync(app, "-p:PublishOciArtifact=false");
            app.ForgetArtifact();
            var with = await PeakOfAsync(app, $"-p:OciArtifactRegistry={registry.Host}");
            rows.Add(new Row($"peak memory added to the build, {what}, MB", with - without, 64, 24, $"{with:0} − {without:0}"));
        }

        return rows;
    }

    private static async Task<double> PeakOfAsync(SampleProject app, string argument)
    {
        double peak = 0;
        var running = app.PublishAsync(argument);
        while (!running.IsCompleted)
        {
            var statuses = Directory.GetDirectories("/proc").Select(folder => Path.Combine(folder, "status"));
            peak = statuses.Aggregate(peak, (highest, status) => Math.Max(highest, PeakOf(status, app.Folder)));
            await Task.WhenAny(running, Task.Delay(20));
        }

        await running;
        return peak / MB;
    }

    // Of the process that builds in that folder.
    private static double PeakOf(string status, string folder)
    {
        try
        {
            var process = Path.GetDirectoryName(status)!;
            if (!char.IsAsciiDigit(Path.GetFileName(process)[0])) return 0;
            if (new FileInfo(Path.Combine(process, "cwd")).LinkTarget != folder) return 0;
            var line = File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            var kibibytes = line?.Split(' ', '\t').First(part => part.Length > 0 && char.IsAsciiDigit(part[0]));
            return kibibytes is null ? 0 : 1024 * double.Parse(kibibytes, CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
