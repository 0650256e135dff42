using System.Data.Common;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>Counts the statements of both stores, with their texts; the loops of the worker are left out.</summary>
internal sealed class StatementCounter : DbCommandInterceptor
{
    private readonly List<string> _texts = [];

    public int Count
    {
        get
        {
            lock (_texts)
            {
                return _texts.Count;
            }
        }
    }

    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_texts)
            {
                return [.. _texts];
            }
        }
    }

    public void Register(IServiceCollection services)
    {
        foreach (var loop in services.Where(one => one.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && one.ImplementationType?.Name.EndsWith("Loop", StringComparison.Ordinal) == true).ToList())
        {
            services.Remove(loop);
        }

        services.ConfigureDbContext<MainDb>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<OperationalDb>(options => options.AddInterceptors(this));
    }

    public void Reset()
    {
        lock (_texts)
        {
            _texts.Clear();
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return ValueTask.FromResult(result);
    }

    private void Add(DbCommand command)
    {
        lock (_texts)
        {
            _texts.Add(command.CommandText);
        }
    }
}
