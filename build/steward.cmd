@echo off
rem The command line of the installed Steward: steward <command> ...
rem A script waits for the program that it starts, and hands its exit status on.
"%~dp0..\Steward.exe" -- %*
exit /b %ERRORLEVEL%
