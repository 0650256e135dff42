using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Web.Hosting;

/// <summary>
/// Keeps every store connection waiting while the stores are being prepared, so that the server can listen at once: a page that needs no store,
/// such as the sign-in page, is given meanwhile; everything else waits here and nowhere else.
/// </summary>
internal sealed class StoreGate : DbConnectionInterceptor
{
    private readonly AsyncLocal<bool> _isPreparer = new();
    private Task _prepared = Task.CompletedTask;

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsOpen => _prepared.IsCompletedSuccessfully;

    /// <summary>Runs <paramref name="prepare"/>, the only one whose connections pass until it ends; when it fails, so does everybody who waits.</summary>
    public Task HoldAsync(Func<Task> prepare)
    {
        _prepared = Task.Run(() =>
        {
            _isPreparer.Value = true;
            return prepare();
        });
        return _prepared;
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        if (!_isPreparer.Value)
        {
            _prepared.GetAwaiter().GetResult();
        }

        return result;
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (!_isPreparer.Value)
        {
            await _prepared.WaitAsync(cancellationToken);
        }

        return result;
    }
}
