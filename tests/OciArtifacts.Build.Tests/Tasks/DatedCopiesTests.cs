using System.Formats.Tar;
using System.IO.Compression;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>
/// Published files that hold the time of the build are packed with the date of the source, where a date is set.
/// </summary>
[TestClass]
public sealed class DatedCopiesTests
{
    private const string Name = "App.staticwebassets.endpoints.json";
    private const string Copy = $"obj/ociartifacts/dated/{Name}";
    private const string UpToDate = "is up to date.";
    private const string NewYear = "1767225600";

    [TestMethod]
    [DataRow("Provenance")]
    [DataRow("Single")]
    [DataRow("PerFile")]
    public void Two_builds_at_different_times_make_one_artifact_and_the_publish_folder_stays_as_it_is(string layering)
    {
        string Digest(string time)
        {
            using var project = Project(time, NewYear);
            project.Task.Layering = layering;
            project.Pack();
            Assert.Contains(time, File.ReadAllText(project[$"publish/{Name}"]));
            return project.Task.Digest;
        }

        Assert.AreEqual(Digest("Sun, 29 Nov 2026 10:22:20 GMT"), Digest("Mon, 30 Nov 2026 11:00:00 GMT"));
    }

    [TestMethod]
    public void What_is_packed_has_the_date_and_the_name_of_the_published_file()
    {
        using var project = Project("Sun, 29 Nov 2026 10:22:20 GMT", NewYear);
        project.Pack();
        Assert.AreEqual(Manifest("Thu, 01 Jan 2026 00:00:00 GMT"), Packed(project));
    }

    [TestMethod]
    [DataRow("", """{"ResponseHeaders":[{"Name":"Last-Modified","Value":"Sun, 29 Nov 2026 10:22:20 GMT"}]}""", DisplayName = "no date")]
    [DataRow(NewYear, "no JSON")]
    [DataRow(NewYear, """{"ResponseHeaders":[]}""")]
    public void Without_a_date_or_a_time_to_replace_the_file_is_packed_as_it_is(string date, string text)
    {
        using var project = Project("", date);
        project.Write($"publish/{Name}", text);
        project.Pack();
        Assert.AreEqual(text, Packed(project));
        Assert.IsFalse(File.Exists(project[Copy]));
    }

    [TestMethod]
    public void Without_a_change_the_copy_is_not_written_again()
    {
        using var project = Project("Sun, 29 Nov 2026 10:22:20 GMT", NewYear);
        Thread.Sleep(250);
        project.Pack();
        Run(project);
        var before = File.GetLastWriteTimeUtc(project[Copy]);
        var engine = project.Engine.All.Length;
        Run(project);
        Assert.Contains(UpToDate, project.Engine.All[engine..]);

        // Another file has changed, and the copy is the same as before.
        project.Write("publish/App.dll", "changed");
        Run(project);
        Assert.AreEqual(before, File.GetLastWriteTimeUtc(project[Copy]));
    }

    [TestMethod]
    [DataRow("the file changes")]
    [DataRow("the date changes")]
    [DataRow("the copy is gone")]
    [DataRow("the copy is damaged")]
    public void A_change_is_noticed(string what)
    {
        using var project = Project("Sun, 29 Nov 2026 10:22:20 GMT", NewYear);
        project.Pack();
        var wanted = Manifest("Thu, 01 Jan 2026 00:00:00 GMT");
        using var again = project.Again();
        switch (what)
        {
            case "the file changes":
                wanted = wanted.Replace("a.css", "b.css", StringComparison.Ordinal);
                project.Write($"publish/{Name}", wanted);
                break;
            case "the date changes":
                again.SourceDateEpoch = "0";
                wanted = Manifest("Thu, 01 Jan 1970 00:00:00 GMT");
                break;
            case "the copy is gone": File.Delete(project[Copy]); break;
            case "the copy is damaged": File.WriteAllText(project[Copy], new string(' ', wanted.Length)); break;
            default: throw new NotSupportedException(what);
        }

        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.DoesNotContain(UpToDate, project.Engine.All);
        Assert.AreEqual(wanted, Packed(project));
    }

    [TestMethod]
    public void A_copy_that_is_not_needed_any_more_is_deleted()
    {
        using var project = Project("Sun, 29 Nov 2026 10:22:20 GMT", NewYear);
        project.Pack();
        using var again = project.Again();
        again.SourceDateEpoch = "";
        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.IsFalse(File.Exists(project[Copy]));
        Assert.AreEqual(Manifest("Sun, 29 Nov 2026 10:22:20 GMT"), Packed(project));
    }

    [TestMethod]
    public void Nothing_is_written_before_everything_is_checked()
    {
        using var project = Project("Sun, 29 Nov 2026 10:22:20 GMT", NewYear);
        project.Task.Layers = [ProjectItems.Item("aap")];
        StringAssert.StartsWith(project.Fail(), "OCIA2008");
        Assert.IsFalse(Directory.Exists(project["obj/ociartifacts/dated"]));
    }

    private static string Manifest(string time) =>
        """{"Version":1,"Endpoints":[{"Route":"a.css","ResponseHeaders":"""
        + $$"""[{"Name":"ETag","Value":"x"},{"Name":"Last-Modified","Value":"{{time}}"}]}]}""";

    private static PackFixture Project(string time, string date)
    {
        var project = new PackFixture();
        project.Write($"publish/{Name}", Manifest(time));
        project.Task.SourceDateEpoch = date;
        return project;
    }

    private static void Run(PackFixture project)
    {
        using var task = project.Again();
        Assert.IsTrue(task.Execute(), project.Engine.All);
    }

    // The text of the file in the layer of the last packing.
    private static string Packed(PackFixture project)
    {
        foreach (var layer in Directory.GetFiles(project["obj/ociartifacts/layers"], "*.layer"))
        {
            using var file = new GZipStream(File.OpenRead(layer), CompressionMode.Decompress);
            using var tar = new TarReader(file);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.Name == Name) return new StreamReader(entry.DataStream!).ReadToEnd();
            }
        }

        throw new AssertFailedException($"No layer has {Name}.");
    }
}
