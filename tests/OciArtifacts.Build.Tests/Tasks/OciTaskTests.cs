using OciArtifacts.Build.Tasks;
using OciArtifacts.Core;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tests.Tasks;

[TestClass]
public sealed class OciTaskTests
{
    [TestMethod]
    public void A_failure_with_a_code_is_an_error_with_that_code()
    {
        var (task, engine) = TaskThat(_ => throw new OciException(OciErrorCode.Denied, "No {0} entry."));
        Assert.IsFalse(task.Execute());
        Assert.AreEqual("OCIA4005", engine.Errors.Single().Code);
        Assert.AreEqual("No {0} entry.", engine.Errors.Single().Message);
    }

    [TestMethod]
    public void A_defect_is_an_error_with_a_code_too_and_its_stack_is_only_in_the_detailed_log()
    {
        var (task, engine) = TaskThat(_ => throw new InvalidOperationException("Oops."));
        Assert.IsFalse(task.Execute());
        var error = engine.Errors.Single();
        Assert.AreEqual("OCIA1002", error.Code);
        StringAssert.Contains(error.Message, "InvalidOperationException: Oops.");
        Assert.IsFalse(error.Message!.Contains("   at ", StringComparison.Ordinal));
        Assert.IsTrue(engine.Messages.Any(message => message.Contains("   at ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_cancelled_task_fails_without_an_error_or_a_warning()
    {
        OciTask? running = null;
        var (task, engine) = TaskThat(async cancellation =>
        {
            running!.Cancel();
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        running = task;
        Assert.IsFalse(task.Execute());
        Assert.IsEmpty(engine.Errors);
        Assert.IsEmpty(engine.Warnings);
    }

    [TestMethod]
    public void Every_task_is_marked_for_multithreaded_builds_and_has_parameters_that_a_task_host_can_pass()
    {
        var tasks = typeof(OciTask).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OciTask))).ToList();
        Assert.IsNotEmpty(tasks);
        Type[] passable =
        [
            typeof(string),
            typeof(bool),
            typeof(int),
            typeof(string[]),
            typeof(Microsoft.Build.Framework.ITaskItem),
            typeof(Microsoft.Build.Framework.ITaskItem[]),
        ];
        foreach (var task in tasks)
        {
            Assert.IsTrue(
                task.CustomAttributes.Any(
                    attribute => attribute.AttributeType.FullName == "Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute"),
                task.Name);
            foreach (var parameter in task.GetProperties().Where(property => property.DeclaringType!.Assembly == task.Assembly))
            {
                CollectionAssert.Contains(passable, parameter.PropertyType, $"{task.Name}.{parameter.Name}");
            }
        }
    }

    private static (OciTask Task, FakeEngine Engine) TaskThat(Func<CancellationToken, Task> work)
    {
        var engine = new FakeEngine();
        return (new AnyTask(work) { BuildEngine = engine }, engine);
    }

    private sealed class AnyTask(Func<CancellationToken, Task> work) : OciTask
    {
        protected override Task ExecuteAsync(CancellationToken cancellation) => work(cancellation);
    }
}
