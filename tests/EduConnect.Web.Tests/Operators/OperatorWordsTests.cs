using EduConnect.Core.Nightly;
using EduConnect.Core.Operators;
using EduConnect.Core.Platform.Operations;
using EduConnect.Testing.Web;
using EduConnect.Web.Operators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Tests.Operators;

/// <summary>Everything the operators' pages name by a code has its French name: a new step of the night, a new figure or a new kind of work is not shown as its code.</summary>
public sealed class OperatorWordsTests
{
    [Fact]
    public async Task Steps_figures_kinds_of_work_and_renewals_of_keys_have_their_names()
    {
        await using var app = await TestApp.StartAsync();
        var missing = await app.WithAsync(async services =>
        {
            var texts = services.GetRequiredService<IStringLocalizer<OperatorTexts>>();
            var report = await services.GetRequiredService<RunNight>().RunAsync(null, TestContext.Current.CancellationToken);
            Assert.True(report.IsComplete);
            var names = report.Steps.Select(step => "Step." + step.Name)
                .Concat(report.Steps.SelectMany(step => step.Counts.Keys).Select(count => "Count." + count))
                .Concat(services.GetServices<OperationHandler>().Select(handler => "Kind." + handler.Kind))
                .Concat(Enum.GetNames<KeyRenewal>().Select(name => "Renewal." + name)).ToList();
            Assert.True(names.Count > 20, string.Join(' ', names));
            return names.Where(name => texts[name].ResourceNotFound).Distinct().ToList();
        });
        Assert.Empty(missing);
    }
}
