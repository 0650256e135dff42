using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;

namespace EduConnect.Web.Hosting;

/// <summary>Watches the deposit folders of both degrees (setting <c>Directory:DepositFolder</c>, the data folder by default) and imports what is complete, or what an operator decided to let pass.</summary>
internal sealed partial class DepositLoop(
    IServiceProvider services, DepositFolders folders, ReadOnlyMode readOnly, TimeProvider clock, ILogger<DepositLoop> logger)
    : WorkerLoop(clock, logger)
{
    private readonly ILogger _logger = logger;

    protected override TimeSpan Rest => TimeSpan.FromSeconds(10);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var worked = false;
        foreach (var folder in folders.All)
        {
            if (!readOnly.IsOn && await TakeAsync(folder, cancellationToken) is { } report)
            {
                worked = true;
                Took(report.Outcome, report.Feeds.Count, report.Seconds);
            }
        }

        // What was decided is done by a node that has the deposits.
        if (!folders.All.Any(folder => folder.Shelf.List().Any(deposit => deposit.Place >= DepositPlace.Held)))
        {
            return worked;
        }

        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OperationRunner>().RunNextAsync(cancellationToken, kind => kind == HeldImportHandler.OperationKind) is not null || worked;
    }

    // The night, a command or another node may be at it: what is left is taken the next time.
    private async Task<ImportReport?> TakeAsync(DepositFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            return await folder.TakeNextAsync(services.GetRequiredService<DirectoryImport>(), cancellationToken);
        }
        catch (ImportBusyException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A deposit was taken: {Outcome}, {Feeds} exports, {Seconds} s")]
    private partial void Took(ImportOutcome outcome, int feeds, double seconds);
}
