using Gateway;
using Gateway.Configuration;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddGateway();

var app = builder.Build();
await app.CheckSettingsAsync();
app.UseGateway();

await app.RunAsync();
