using System.Globalization;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Schools;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The imports: what the académies deposited, and what was written from it.</summary>
internal sealed class ImportsModel(OperatorDesk desk, ReadImports read) : OperatorPage(desk)
{
    /// <summary>Deposits shown; the older ones stay in their folders.</summary>
    public const int MostDeposits = 100;

    public IReadOnlyList<ImportLine> Lines { get; private set; } = [];

    /// <summary>Imports on all pages.</summary>
    public int Total { get; private set; }

    /// <summary>The page shown, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The deposits; null when a folder cannot be read.</summary>
    public IReadOnlyList<Deposit>? Deposits { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = PageNumber;
        (Lines, Total) = await read.RunAsync(Number, cancellationToken);
        Deposits = read.Deposits();
    }

    /// <summary><c>1er degré</c>.</summary>
    public string NameOf(Degree degree) => Texts["Degree." + degree];

    /// <summary>How far an import is.</summary>
    public string StateOf(ImportRun run) => run.State == ImportState.Applied ? Texts["Import.Applied"] : Texts["Import.Applying", run.Step, run.Chunks.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Where the report of a deposit stands.</summary>
    public static string AddressOf(Deposit deposit) => deposit.Place == DepositPlace.Held
        ? OperatorRoutes.HeldAddress(deposit.Degree, null, deposit.Name)
        : $"{OperatorRoutes.Imports}/{OperatorRoutes.NameOf(deposit.Degree)}/{(deposit.Place == DepositPlace.Refused ? "rejets" : "traites")}?depot={Uri.EscapeDataString(deposit.Name)}";
}
